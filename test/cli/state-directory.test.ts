import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { stateDirectory } from '../../src/cli/state-directory.ts';

test('what must not be lost is where the system keeps such things', () => {
  const home = { HOME: '/home/me' };
  assert.equal(stateDirectory(home, 'linux'), '/home/me/.local/state/durcb');
  assert.equal(stateDirectory(home, 'darwin'), '/home/me/Library/Application Support/durcb');
  assert.equal(stateDirectory({ LOCALAPPDATA: '/local' }, 'win32'), join('/local', 'durcb'));
  assert.equal(stateDirectory({ ...home, XDG_STATE_HOME: '/state' }, 'linux'), '/state/durcb');
  assert.equal(stateDirectory({ ...home, XDG_STATE_HOME: 'state' }, 'linux'), '/home/me/.local/state/durcb');
  assert.equal(stateDirectory({}, 'linux'), undefined);
  assert.equal(stateDirectory(home, 'win32'), undefined);
});
