import type { OrgRecord } from '../../../cli/emulator/crm/org-record.ts';
import { openStore } from '../../../cli/emulator/crm/store.ts';

// Writes pairs of documents for ever, each pair in one transaction, and prints a pair's number once it is done. Killed by the test that starts it.
const [file = ''] = process.argv.slice(2);
const store = openStore(file);
if (store.org('kyoto') === undefined) store.createOrg({ name: 'kyoto', idPrefix: '7777777777' } as OrgRecord);
for (;;) {
  const id = store.transaction(() => {
    const first = store.nextId('kyoto');
    store.put('kyoto', 'pairs', { id: first, half: 1 });
    store.put('kyoto', 'pairs', { id: store.nextId('kyoto'), half: 2, of: first });
    return first;
  });
  process.stdout.write(`${id}\n`);
}
