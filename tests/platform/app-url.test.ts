import { describe, expect, it } from 'vitest';
import { agentUrlOf, appUrlOf, chatUrl } from '../../src/platform/app-url.ts';

describe('the address of the web application', () => {
  it.each([
    ['https://papi.test.runwhen.com', 'https://app.test.runwhen.com'],
    ['https://papi.test.runwhen.com/', 'https://app.test.runwhen.com'],
    ['http://papi', 'http://app'],
    ['http://papi:8000', 'http://app:8000'],
    ['http://papi.runwhen.svc.cluster.local:8000', 'http://app.runwhen.svc.cluster.local:8000'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['https://papillon.example.com', 'https://papillon.example.com'],
    ['', ''],
  ])('for %j is %j', (api, app) => {
    expect(appUrlOf(api)).toBe(app);
  });
});

describe('the address of the assistant', () => {
  it.each([
    ['https://papi.test.runwhen.com/', 'https://agentfarm.test.runwhen.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('for %j is %j', (api, agent) => {
    expect(agentUrlOf(api)).toBe(agent);
  });
});

it('a chat is found by its encoded workspace and session', () => {
  expect(chatUrl('https://app.test', 'space name', 'a&b')).toBe(
    'https://app.test/workspace/space%20name/workspace-chat?session=a%26b',
  );
});
