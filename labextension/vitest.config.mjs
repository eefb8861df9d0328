import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = path => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      // One copy of each: else ours would be their modules, and that of JupyterLab's packages their scripts for Node.js.
      {
        find: /^@lumino\/(\w+)$/,
        replacement: here('node_modules/@lumino/$1/dist/index.es6.js')
      },
      {
        find: /^@jupyter\/(web|react)-components$/,
        replacement: here('tests/fakes/webComponents.ts')
      }
    ]
  },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'happy-dom',
    setupFiles: ['tests/fakes/setup.ts'],
    // JupyterLab's packages are modules whose inner imports Node.js itself cannot follow.
    server: { deps: { inline: [/@jupyterlab/, /@lumino/] } },
    // Loading JupyterLab's packages takes longer than all tests together: the files of one thread share them.
    pool: 'threads',
    isolate: false,
    css: false
  }
});
