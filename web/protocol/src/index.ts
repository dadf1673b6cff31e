export * from './codes.ts';
export * from './frames.ts';
export * from './guards.ts';
export * from './host.ts';
export * from './hostGuards.ts';
export * from './model.ts';
