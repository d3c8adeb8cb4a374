import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { invalid } from '../../conversation/service-error.js';
import { notOffered } from '../../http/error-response.js';
import { readCall } from './rest-visitor.js';

/** `POST /transcript` and `/rating`. */
export function createFeedbackRoutes(service: ChatService): Hono {
  const app = new Hono();
  const offers = () => service.context.site.config.features;

  app.post('/transcript', async (c) => {
    if (!offers().transcript) return notOffered();
    const [visitor, { kind, email }] = await readCall(service, c, (input) => ({
      kind: input.choice('kind', ['email', 'pdf', 'text']),
      email: input.text('email', 254),
    }));
    if (kind === undefined) throw invalid({ kind: 'required' });
    // A PDF that shows every script needs embedded fonts; the text file does it without.
    if (kind === 'pdf') return notOffered();
    if (kind === 'text') {
      return c.body(service.submissions.transcript(visitor), 200, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': 'attachment; filename="conversation.txt"',
      });
    }
    service.submissions.mailTranscript(visitor, email);
    return c.body(null, 202);
  });

  app.post('/rating', async (c) => {
    if (!offers().rating) return notOffered();
    const [visitor, { score, comment }] = await readCall(service, c, (input) => ({
      score: input.number('score'),
      comment: input.text('comment', 10_000),
    }));
    if (score === undefined) throw invalid({ score: 'required' });
    service.conversations.rate(visitor, score, comment);
    return c.body(null, 204);
  });

  return app;
}
