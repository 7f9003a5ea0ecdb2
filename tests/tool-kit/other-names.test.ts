import { describe, expect, it } from 'vitest';
import { inToolSpelling, noteNoEffect, publishedNames } from '../../src/tool-kit/other-names.ts';

const DEPLOY = 'deploy_registry_codebundle';

describe('another name of a parameter', () => {
  it('counts as the published one', () => {
    expect(publishedNames(DEPLOY, { interval_seconds: 600 })).toEqual({ sli_interval_seconds: 600 });
  });

  it('is itself where the tool publishes it', () => {
    expect(publishedNames('commit_slx', { interval_seconds: 600 })).toEqual({ interval_seconds: 600 });
  });

  it('may stand beside the published one with the same value', () => {
    const both = { interval_seconds: '600', sli_interval_seconds: 600 };
    expect(publishedNames(DEPLOY, both)).toEqual({ sli_interval_seconds: '600' });
  });

  it('is refused beside the published one with another value', () => {
    expect(() => publishedNames(DEPLOY, { interval_seconds: 60, sli_interval_seconds: 600 })).toThrow(
      /interval_seconds is another name of sli_interval_seconds/,
    );
  });

  it('counts as left out where it is null', () => {
    expect(publishedNames(DEPLOY, { interval_seconds: null, sli_interval_seconds: 600 })).toMatchObject({
      sli_interval_seconds: 600,
    });
  });
});

describe('a parameter without effect', () => {
  it('is taken away and named', () => {
    const given = { slx_name: 'a', branch: 'main', commit_message: null };
    expect(publishedNames('commit_slx', given)).toEqual({ slx_name: 'a', commit_message: null });
    expect(noteNoEffect('commit_slx', given)).toEqual([expect.stringMatching(/^branch has no effect: /)]);
  });

  it('is unknown to other tools', () => {
    expect(publishedNames('delete_slx', { branch: 'main' })).toEqual({ branch: 'main' });
  });
});

describe('names in the spelling of the API', () => {
  const PUBLISHED = { rule_content: {}, name: {} };
  const spelt = (given: Record<string, unknown>) => inToolSpelling('create_chat_rule', given, PUBLISHED);

  it('are taken', () => {
    expect(spelt({ name: 'a', ruleContent: 'b' })).toEqual({ name: 'a', rule_content: 'b' });
  });

  it('are left where no parameter is spelt like them', () => {
    expect(spelt({ ruleText: 'b', rule_content: 'c' })).toEqual({ ruleText: 'b', rule_content: 'c' });
  });

  it('are refused beside another value of the parameter, and taken beside the same', () => {
    expect(spelt({ ruleContent: 'b', rule_content: 'b' })).toEqual({ rule_content: 'b' });
    expect(() => spelt({ ruleContent: 'b', rule_content: 'c' })).toThrow('another name of rule_content');
  });
});
