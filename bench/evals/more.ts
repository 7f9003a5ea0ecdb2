import { accepted, CALLER, openIssues, sameSet, type Task, unless, workspace } from './task.ts';

/** Six tasks beside the day's. */
export const MORE: Task[] = [
  {
    id: 'close-an-issue',
    ask: 'In pay-core-7, close the open issue that was seen longest ago, with the comment “eval: done”.',
    form: { id: 'id of the issue' },
    check({ id }, scene) {
      const issue = workspace(scene, 'pay-core-7').issues.get(Number(id));
      return [
        ...unless(scene.before.get('pay-core-7')?.open.includes(Number(id)), 'it was not open'),
        ...unless(issue && issue.closedAt !== null && issue.openSince === null, 'it is not closed'),
      ];
    },
  },
  {
    id: 'ignore-an-issue',
    ask: 'In checkout-prod, ignore one open issue of severity 3 or 4 for seven days.',
    form: { id: 'id of the issue' },
    check({ id }, scene) {
      const issue = workspace(scene).issues.get(Number(id));
      const days = (Date.parse(issue?.ignoredUntil ?? '') - scene.world.now().getTime()) / 86_400_000;
      return [
        ...unless((issue?.severity ?? 0) >= 3, 'its severity is another'),
        ...unless(days > 6 && days < 8, 'it is not ignored for seven days'),
      ];
    },
  },
  {
    id: 'count-issues',
    ask: 'How many open issues of severity 2 or worse has checkout-prod?',
    form: { count: 'a number' },
    check({ count }, scene) {
      const wanted = openIssues(workspace(scene)).filter(({ severity }) => severity <= 2).length;
      return unless(Number(count) === wanted, `there are ${wanted}`);
    },
  },
  {
    id: 'only-to-read',
    ask: 'In which of my workspaces may I only read?',
    form: { workspaces: 'list of short names' },
    check({ workspaces }, scene) {
      const wanted = [...scene.world.workspaces.values()].filter(
        ({ members }) => members.get(CALLER) === 'readonly',
      );
      return unless(
        sameSet(
          workspaces,
          wanted.map(({ name }) => name),
        ),
        'these are others',
      );
    },
  },
  {
    id: 'secret-key',
    ask: 'Which workspace key do I give for the secret kubeconfig in checkout-prod?',
    form: { key: 'the whole key' },
    check({ key }, scene) {
      return unless(
        /kubeconfig/.test(String(key)) && workspace(scene).secrets.has(String(key)),
        'that is no key of it',
      );
    },
  },
  {
    id: 'nothing-to-do',
    ask: 'Delete the check eval-never-there from checkout-prod. If there is none of that name, change nothing and say so.',
    form: { deleted: 'true or false' },
    check({ deleted }, scene) {
      const { slxs = [] } = scene.before.get('checkout-prod') ?? {};
      return [
        ...unless(deleted === false, 'there was nothing to delete'),
        ...unless(
          slxs.every((name) => workspace(scene).slxs.has(name)) ||
            accepted(scene, 'DELETE', /\/slxs\//).length === 0,
          'another check was deleted',
        ),
      ];
    },
  },
];
