import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const webComponents = fileURLToPath(
  new URL('tests/fakes/webComponents.ts', import.meta.url)
);

export default defineConfig({
  resolve: {
    alias: {
      '@jupyter/web-components': webComponents,
      '@jupyter/react-components': webComponents
    }
  },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'happy-dom',
    // JupyterLab's packages are modules whose inner imports Node.js itself cannot follow.
    server: { deps: { inline: [/@jupyterlab/, /@lumino/] } },
    // Loading JupyterLab's packages takes longer than all tests together: the files of one thread share them.
    pool: 'threads',
    isolate: false,
    css: false
  }
});
