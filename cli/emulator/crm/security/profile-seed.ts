import type { DocStore } from '../store.ts';

/** The profiles that every org has. `setup` are the ids of the permissions that the Standard profile lacks. */
export function seedProfiles(store: DocStore, org: string, setup: readonly string[]): void {
  const system = { created_time: null, modified_time: null, created_by: null, modified_by: null, custom: false, type: 'normal_profile' };
  const describe = (name: string, description: string) => ({
    id: store.nextId(org),
    name,
    display_label: name,
    api_name: name,
    description,
    ...system,
  });
  store.put(org, 'profiles', { ...describe('Administrator', 'This profile has all permissions.'), _denied: [] });
  store.put(org, 'profiles', { ...describe('Standard', 'This profile has all permissions except administrative ones.'), _denied: [...setup] });
}
