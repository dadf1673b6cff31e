import { registerIcons } from './icons.ts';
import './shell/console.ts';

registerIcons();
