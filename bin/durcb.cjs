#!/usr/bin/env node
'use strict';
// Old JavaScript only, and nothing loaded before the check: the oldest Node must be able to read this far.

var oldestNode = '22.18';

function isTooOld(version) {
  var have = version.split('.').map(Number);
  var need = oldestNode.split('.').map(Number);
  return have[0] < need[0] || (have[0] === need[0] && have[1] < need[1]);
}

function start(words) {
  var path = require('node:path');
  var root = path.dirname(__dirname);
  var program = path.join(root, 'dist', 'main.cjs');
  var script = words.length === 2 && words[0] === 'completion' && completionFile(words[1]);
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    answer([require('../package.json').version, '\n']);
  } else if (script) {
    answer([require('node:fs').readFileSync(path.join(root, 'completions', script))]);
  } else if (require('node:fs').existsSync(program)) {
    hideExperimentalWarnings();
    // A login that hangs must not keep a shell from going on.
    if (words[0] === '__complete') setTimeout(process.exit, 950, 0).unref();
    require('node:module').enableCompileCache();
    require(program);
  } else {
    refuse(['durcb: it has not been built; run: npm run build\n']);
  }
}

function completionFile(shell) {
  var files = { bash: 'durcb.bash', zsh: '_durcb', fish: 'durcb.fish', powershell: 'durcb.ps1' };
  return Object.hasOwn(files, shell) && files[shell];
}

function answer(parts) {
  process.stdout.on('error', ignore);
  parts.forEach(print);
}

function print(part) {
  process.stdout.write(part);
}

// With nobody to read it there is nothing to say.
function ignore() {}

function refuse(parts) {
  process.stderr.write(parts.join(''));
  process.exitCode = 1;
}

// Node 22 says of its SQLite that it is one, which is nothing to the users of durcb.
function hideExperimentalWarnings() {
  var emitWarning = process.emitWarning;
  process.emitWarning = emitOthers;

  function emitOthers(warning, options, code, origin) {
    var type = options && typeof options === 'object' ? options.type : options;
    if (type !== 'ExperimentalWarning') emitWarning.call(process, warning, options, code, origin);
  }
}

if (isTooOld(process.versions.node)) {
  refuse(['durcb: Node ', process.versions.node, ' is too old; install Node ', oldestNode, ' or newer\n']);
} else {
  start(process.argv.slice(2));
}
