import { describe, expect, it } from 'vitest';

import {
  fileOf,
  isSame,
  isScript,
  quoted,
  sessionOf
} from '../../src/files/paths';
import { problemOf } from '../../src/ui/problem';

describe('the session of a file', () => {
  it('has a path of its own, from which the file is known again', () => {
    expect(sessionOf('apps/sales.py')).not.toBe('apps/sales.py');
    expect(fileOf(sessionOf('apps/sales.py'))).toBe('apps/sales.py');
    expect(fileOf('apps/sales.py')).toBeNull();
  });
});

describe('a file', () => {
  it('can be an app by its ending', () => {
    expect(isScript('a/b.py')).toBe(true);
    expect(isScript('a/b.ipynb')).toBe(true);
    expect(isScript('a/b.md')).toBe(false);
  });

  it('is quoted by its name alone, since a kernel begins in its folder', () => {
    expect(quoted('apps/my app.py')).toBe('"my app.py"');
    expect(quoted('say "a".py')).toBe('\'say "a".py\'');
  });

  it('is known in a kernel on any system', () => {
    expect(isSame('apps/sales.py', '/home/ada/apps/sales.py')).toBe(true);
    expect(isSame('apps/sales.py', 'C:\\apps\\sales.py')).toBe(true);
    expect(isSame('apps/sales.py', '/home/ada/apps/presales.py')).toBe(false);
    expect(isSame('apps/sales.py', null)).toBe(false);
  });
});

describe('what a kernel complains of', () => {
  const said = (name: string, value: string) =>
    problemOf('sales.py', 'Python 3', name, value);

  it('is a missing package, with what to install', () => {
    const problem = said(
      'ModuleNotFoundError',
      "No module named 'notebook_lit'"
    );
    expect(problem.words).toContain('Python 3');
    expect(problem.repair).toContain('pip install notebook_lit');
  });

  it('is a script that cannot be compiled, in its own words', () => {
    const problem = said('InvalidScript', 'line 3\nSyntaxError: no\n');
    expect(problem.words).toBe('sales.py cannot run.');
    expect(problem.detail).toBe('line 3\nSyntaxError: no');
  });

  it('is a notebook without an app, or a file that is gone', () => {
    expect(said('InvalidScript', 'begins with %%litapp').words).toContain(
      'no app'
    );
    expect(
      said('UsageError', '%litapp: there is no file /x/sales.py').words
    ).toContain('does not find');
  });

  it('or anything else, named', () => {
    expect(said('ValueError', 'odd').detail).toBe('ValueError: odd');
    expect(said('aborted', '').detail).toBe('aborted');
  });
});
