import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FunctionEvent, Release } from '../../../src/emulator/functions/function-event.ts';
import type { Realize } from '../../../src/emulator/functions/function-state.ts';
import { functionRegistry } from '../../../src/emulator/functions/registry.ts';
import { definition, node } from './test-host.ts';

const orders = definition(node('echo.ts'), { name: 'orders' });
const bills = definition(node('esm.mjs'), { name: 'bills' });

describe('functions that are given', () => {
  const registry = functionRegistry([orders, bills]);

  test('are listed in their order and found by name', () => {
    assert.deepEqual(registry.list(), [orders, bills]);
    assert.equal(registry.find('bills'), bills);
    assert.equal(registry.find('other'), undefined);
  });

  test('are what no qualifier and $LATEST mean', () => {
    for (const qualifier of [undefined, '$LATEST']) {
      assert.deepEqual(registry.resolve('orders', qualifier), { version: '$LATEST', definition: orders });
    }
  });

  test('have no other version or alias', () => {
    assert.equal(registry.resolve('other'), undefined);
    assert.equal(registry.resolve('orders', '1'), undefined);
    assert.equal(registry.resolve('orders', 'live'), undefined);
  });

  test('have the versions that their aliases name', () => {
    const aliased = { ...orders, aliases: { live: '3', edge: '$LATEST' } };
    const registry = functionRegistry([aliased]);
    for (const qualifier of ['live', '3']) {
      assert.deepEqual(registry.resolve('orders', qualifier), { version: '3', definition: aliased });
    }
    assert.equal(registry.resolve('orders', 'edge')?.version, '$LATEST');
    assert.deepEqual(
      registry.versions('orders').map(({ version }) => version),
      ['$LATEST', '3'],
    );
    assert.equal(registry.state('orders').lastVersion, 3);
  });
});

const realize: Realize = (name, { settings }) => ({ ...settings, name, code: orders.code });

function released(timeoutSeconds: number): Release {
  return {
    settings: { environment: {}, timeoutSeconds, memoryMegabytes: 128 },
    code: { kind: 'package', from: { zip: 'z' }, runtime: 'nodejs24.x', handler: 'index.handler' },
    codeSha256: '',
    codeSize: 0,
    modifiedAt: 0,
    revisionId: '',
    shown: {},
  };
}

const functionName = 'orders';
const created: FunctionEvent = { type: 'FunctionCreated', functionName, release: released(1), tags: {} };
const published: FunctionEvent = {
  type: 'VersionPublished',
  functionName,
  version: '1',
  release: released(1),
};

describe('functions that were deployed', () => {
  test('are served without being given', () => {
    const registry = functionRegistry([bills], { events: [created], realize });
    assert.deepEqual(
      registry.list().map(({ name }) => name),
      ['bills', 'orders'],
    );
    assert.equal(registry.find('orders')?.timeoutSeconds, 1);
  });

  test('keep their versions when another $LATEST is given today', () => {
    const registry = functionRegistry([orders], { events: [created, published], realize });
    assert.equal(registry.find('orders'), orders);
    assert.equal(registry.resolve('orders', '1')?.definition.timeoutSeconds, 1);
  });

  test('that were only given, and are not today, wait with their versions and are not deleted', () => {
    const registry = functionRegistry([], { events: [published], realize });
    assert.deepEqual(registry.list(), []);
    for (const version of ['$LATEST', '1', '2']) {
      assert.equal(registry.resolve('orders', version), undefined);
      assert.equal(registry.wasDeleted('orders', version), false);
    }
    assert.equal(registry.releases().length, 1);
  });

  test('are deleted with all versions, until they are created again', () => {
    const registry = functionRegistry([], { events: [created, published], realize });
    registry.apply({ type: 'VersionDeleted', functionName, version: '1' });
    assert.deepEqual(
      [registry.wasDeleted('orders', '1'), registry.wasDeleted('orders', '$LATEST')],
      [true, false],
    );
    registry.apply({ type: 'FunctionDeleted', functionName });
    assert.equal(registry.wasDeleted('orders', '$LATEST'), true);
    assert.equal(registry.find('orders'), undefined);
    registry.apply(created);
    assert.equal(registry.wasDeleted('orders', '$LATEST'), false);
    assert.equal(registry.state('orders').lastVersion, 1);
  });

  test('stay deleted with the versions they had, when one of their name is created', () => {
    const registry = functionRegistry([], { events: [created, published], realize });
    registry.apply({ type: 'VersionDeleted', functionName, version: '1' });
    registry.apply({ ...published, version: '2' });
    registry.apply({ type: 'FunctionDeleted', functionName });
    registry.apply(created);
    registry.apply({ ...published, version: '3' });
    assert.deepEqual(
      ['1', '2', '3', '$LATEST'].map((version) => registry.wasDeleted('orders', version)),
      [true, true, false, false],
    );
  });

  test('a definition is the same object until it means something else', () => {
    const registry = functionRegistry([], { events: [created, published], realize });
    const [latest, first] = ['$LATEST', '1'].map(
      (version) => registry.resolve('orders', version)?.definition,
    );
    registry.apply({
      type: 'AliasPut',
      functionName,
      alias: { name: 'live', version: '1', description: '', revisionId: '' },
    });
    assert.equal(registry.resolve('orders')?.definition, latest);
    registry.apply({ type: 'LatestUpdated', functionName, release: released(2) });
    assert.notEqual(registry.resolve('orders')?.definition, latest);
    assert.equal(registry.resolve('orders', 'live')?.definition, first);
  });
});

const release = fc.integer({ min: 1, max: 9 }).map(released);
const version = fc.integer({ min: 1, max: 4 }).map(String);
const name = fc.constantFrom('live', 'edge');
const event: fc.Arbitrary<FunctionEvent> = fc
  .oneof(
    fc.record({ type: fc.constant('FunctionCreated' as const), release, tags: fc.constant({}) }),
    fc.record({ type: fc.constant('LatestUpdated' as const), release }),
    fc.record({ type: fc.constant('VersionPublished' as const), version, release }),
    fc.record({ type: fc.constant('VersionDeleted' as const), version }),
    fc.record({
      type: fc.constant('AliasPut' as const),
      alias: fc.record(
        { name, version, description: fc.constant(''), revisionId: fc.constant('') },
        { noNullPrototype: true },
      ),
    }),
    fc.record({ type: fc.constant('AliasDeleted' as const), name }),
    fc.record({ type: fc.constant('FunctionDeleted' as const) }),
  )
  .map((change) => ({ ...change, functionName }));

test('whatever happened, what is read back from storage is the same, and numbers only grow', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const live = functionRegistry([], { events: [], realize });
      let last = 0;
      for (const each of events) {
        live.apply(each);
        const { lastVersion } = live.state(functionName);
        assert.ok(lastVersion >= last);
        last = lastVersion;
      }
      const stored: FunctionEvent[] = JSON.parse(JSON.stringify(events));
      const again = functionRegistry([], { events: stored, realize });
      assert.deepEqual(again.state(functionName), live.state(functionName));
    }),
  );
});
