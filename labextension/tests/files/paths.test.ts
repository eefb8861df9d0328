import { describe, expect, it } from 'vitest';

import {
  fileOfSession,
  isSameFile,
  canBeApp,
  quoteForMagic,
  sessionPath
} from '../../src/files/paths';

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
