// VS Code lets its page load what is in the folder of this file and below.
export { activate } from './dist/renderer.js';
