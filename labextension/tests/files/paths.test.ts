import { describe, expect, it } from 'vitest';

import {
  fileOfSession,
  isSameFile,
  canBeApp,
  quoteForMagic,
  sessionPath
} from '../../src/files/paths';
import { problemFromError } from '../../src/ui/problem';

describe('the session of a file', () => {
  it('has a path of its own, from which the file is known again', () => {
    expect(sessionPath('apps/sales.py')).not.toBe('apps/sales.py');
    expect(fileOfSession(sessionPath('apps/sales.py'))).toBe('apps/sales.py');
    expect(fileOfSession('apps/sales.py')).toBeNull();
  });
});

describe('a file', () => {
  it('can be an app by its ending', () => {
    expect(canBeApp('a/b.py')).toBe(true);
    expect(canBeApp('a/b.ipynb')).toBe(true);
    expect(canBeApp('a/b.md')).toBe(false);
  });

  it('is quoted by its name alone, since a kernel begins in its folder', () => {
    expect(quoteForMagic('apps/my app.py')).toBe('"my app.py"');
    expect(quoteForMagic('say "a".py')).toBe('\'say "a".py\'');
  });

  it('is known in a kernel on any system', () => {
    expect(isSameFile('apps/sales.py', '/home/ada/apps/sales.py')).toBe(true);
    expect(isSameFile('apps/sales.py', 'C:\\apps\\sales.py')).toBe(true);
    expect(isSameFile('apps/sales.py', '/home/ada/apps/presales.py')).toBe(
      false
    );
    expect(isSameFile('apps/sales.py', null)).toBe(false);
  });
});

describe('what a kernel complains of', () => {
  const said = (name: string, value: string) =>
    problemFromError('sales.py', 'Python 3', name, value);

  it('is a missing package, with what to install', () => {
    const problem = said(
      'ModuleNotFoundError',
      "No module named 'notebook_lit'"
    );
    expect(problem.summary).toContain('Python 3');
    expect(problem.remedy).toContain('pip install notebook_lit');
  });

  it('is a script that cannot be compiled, in its own words', () => {
    const problem = said('InvalidScript', 'line 3\nSyntaxError: no\n');
    expect(problem.summary).toBe('sales.py cannot run.');
    expect(problem.detail).toBe('line 3\nSyntaxError: no');
  });

  it('is a notebook without an app, or a file that is gone', () => {
    expect(said('InvalidScript', 'begins with %%litapp').summary).toContain(
      'no app'
    );
    expect(
      said('UsageError', '%litapp: there is no file /x/sales.py').summary
    ).toContain('does not find');
  });

  it('or anything else, named', () => {
    expect(said('ValueError', 'odd').detail).toBe('ValueError: odd');
    expect(said('aborted', '').detail).toBe('aborted');
  });
});
