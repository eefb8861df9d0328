import { describe, expect, it } from 'vitest';

import { problemFromError } from '../../src/ui/problem';

describe('an error of the kernel', () => {
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
