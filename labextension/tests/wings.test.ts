/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';

import table from '../WINGS.md?raw';

const BASE = new Set(['commands.ts', 'settings.ts', 'tokens.ts']);

/** One row of the table in labextension/WINGS.md. */
interface IWing {
  readonly name: string;
  readonly imports: readonly string[];
  readonly importedBy: readonly string[];
}

const WINGS = rowsOf(table);
const SOURCES = import.meta.glob<string>('../src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true
});
const FILES = new Map(
  Object.entries(SOURCES).map(([path, text]) => [
    path.replace('../src/', ''),
    text
  ])
);

/** Read the table of wings, lowest wing first. */
function rowsOf(text: string): readonly IWing[] {
  const names = (cell = ''): string[] =>
    cell.trim() === 'none' ? [] : cell.split(',').map(name => name.trim());
  return text
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (Wing|-)/.test(line))
    .map(line => {
      const [, name, , imports, importedBy] = line.split('|');
      return {
        name: name?.trim() ?? '',
        imports: names(imports),
        importedBy: names(importedBy)
      };
    });
}

/** Return the wing of a file. */
function wingOf(file: string): string {
  if (BASE.has(file)) {
    return 'base';
  }
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : 'index';
}

/** Return the files that a file imports: statically, dynamically, or types only. */
function importsOf(file: string, text: string): readonly string[] {
  const found = text.matchAll(
    /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g
  );
  return [...found].map(([, target]) => {
    const url = new URL(`${target}.ts`, `file:///src/${file}`);
    return url.pathname.replace('/src/', '');
  });
}

/** Return the imports that the table does not allow. */
function violations(files: ReadonlyMap<string, string>): readonly string[] {
  const order = WINGS.map(wing => wing.name);
  return [...files].flatMap(([file, text]) => {
    const wing = wingOf(file);
    const allowed = WINGS.find(one => one.name === wing)?.imports ?? [];
    return importsOf(file, text)
      .filter(target => {
        const other = wingOf(target);
        const isLower = order.indexOf(other) < order.indexOf(wing);
        return other !== wing && !(allowed.includes(other) && isLower);
      })
      .map(target => `${file} imports ${target}`);
  });
}

/** Return a circle of imports between files, if there is one. */
function circle(files: ReadonlyMap<string, string>): readonly string[] {
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file];
    }
    const text = files.get(file);
    if (finished.has(file) || text === undefined) {
      return [];
    }
    for (const target of importsOf(file, text)) {
      const found = visit(target, [...path, file]);
      if (found.length > 0) {
        return found;
      }
    }
    finished.add(file);
    return [];
  };
  return (
    [...files.keys()].map(file => visit(file, [])).find(c => c.length) ?? []
  );
}

describe('the wings of the sources', () => {
  it('are all in the table', () => {
    const used = new Set([...FILES.keys()].map(wingOf));
    expect([...used].sort()).toEqual(WINGS.map(wing => wing.name).sort());
  });

  it('import only what the table allows', () => {
    expect(violations(FILES)).toEqual([]);
  });

  it('import all that the table names, so that it promises nothing else', () => {
    const actual = WINGS.map(({ name }) => {
      const targets = [...FILES]
        .filter(([file]) => wingOf(file) === name)
        .flatMap(([file, text]) => importsOf(file, text).map(wingOf));
      const order = WINGS.map(wing => wing.name);
      return [name, order.filter(one => one !== name && targets.includes(one))];
    });
    expect(actual).toEqual(WINGS.map(wing => [wing.name, wing.imports]));
  });

  it('are imported by the wings that say so, in the other direction', () => {
    const inverse = WINGS.map(({ name }) =>
      WINGS.filter(one => one.imports.includes(name)).map(one => one.name)
    );
    expect(inverse).toEqual(WINGS.map(wing => wing.importedBy));
  });

  it('have no circle of imports between files', () => {
    expect(circle(FILES)).toEqual([]);
  });

  it('import only files that exist', () => {
    const targets = [...FILES].flatMap(([file, text]) => importsOf(file, text));
    expect(targets.filter(target => !FILES.has(target))).toEqual([]);
    expect(targets.length).toBeGreaterThan(FILES.size); // the sources were read
  });

  it('have at most 16 files each, of at most 400 lines', () => {
    const sizes = WINGS.map(
      ({ name }) => [...FILES.keys()].filter(f => wingOf(f) === name).length
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16);
    const lines = [...FILES.values()].map(text => text.split('\n').length);
    expect(Math.max(...lines)).toBeLessThanOrEqual(401);
  });
});

describe('the check of the wings', () => {
  it.each([
    ["import { Sidebar } from '../sidebar/sidebar';", 'upwards'],
    ["import type { Sidebar } from '../sidebar/sidebar';", 'of a type'],
    ["const { Sidebar } = await import('../sidebar/sidebar');", 'at run time'],
    ["export { Sidebar } from '../sidebar/sidebar';", 'by an export']
  ])('finds %s', text => {
    const files = new Map([['kernel/model.ts', text]]);
    expect(violations(files)).toEqual([
      'kernel/model.ts imports sidebar/sidebar.ts'
    ]);
  });

  it('finds an import from a lower wing that the table does not name', () => {
    const files = new Map([['output/keys.ts', "import '../ui/dom';"]]);
    expect(violations(files)).toEqual(['output/keys.ts imports ui/dom.ts']);
  });

  it('finds a circle of files within a wing', () => {
    const files = new Map([
      ['ui/a.ts', "import { b } from './b';"],
      ['ui/b.ts', "import type { C } from './c';"],
      ['ui/c.ts', "import { a } from './a';"]
    ]);
    expect(circle(files)).toEqual(['ui/a.ts', 'ui/b.ts', 'ui/c.ts', 'ui/a.ts']);
  });
});
