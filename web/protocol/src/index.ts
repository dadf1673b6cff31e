export * from './host.ts';
export * from './hostGuards.ts';
