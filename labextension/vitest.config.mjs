import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // JupyterLab's packages are modules whose inner imports Node.js itself cannot follow.
    server: { deps: { inline: [/@jupyterlab/, /@lumino/] } }
  }
});
