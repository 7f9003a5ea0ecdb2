import type { Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import type { ChatSession } from '../state/world.ts';
import { fullName } from '../views/slx.ts';
import { answerOf } from './answer.ts';
import { findAbout, topicOf } from './findings.ts';

/** Characters of one message event. */
const PIECE = 60;

/**
 * The events that answer a question, in order: the session, the message in pieces, what it refers to. A question
 * that names nothing itself is about what the one before it in the session was about.
 */
export function chatEvents(workspace: Workspace, session: ChatSession, question: string): JsonObject[] {
  const words = topicOf(question);
  const topic = words.length > 0 ? words : session.topic;
  session.topic = topic;
  session.questions.push(question);
  const findings = findAbout(workspace, topic);
  const message = answerOf(workspace, findings);
  const resources = [
    ...findings.issues.map(({ id, title, severity }) => ({ type: 'issue', id, title, severity })),
    ...findings.slxs.map((slx) => ({
      type: 'slx',
      name: fullName(workspace, slx.shortName),
      title: slx.alias,
    })),
    ...findings.notes.map(({ noteId, title }) => ({ type: 'note', id: noteId, title })),
  ];
  const call = { name: 'search_workspace', arguments: { keywords: topic }, results: resources.length };
  return [
    { sessionId: session.id },
    { internalToolCalls: [call] },
    ...pieces(message).map((piece) => ({ message: piece })),
    { resources },
  ];
}

/** Cuts by code points, so that no piece ends inside a character. */
function pieces(text: string): string[] {
  const points = [...text];
  const count = Math.ceil(points.length / PIECE);
  return Array.from({ length: count }, (_, index) =>
    points.slice(index * PIECE, (index + 1) * PIECE).join(''),
  );
}
