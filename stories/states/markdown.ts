import type { ChatAction } from '../../src/core/actions.js';
import { said, talking } from '../support/say.js';
import { maya, visitor } from '../support/people.js';
import { minutesAgo } from '../support/time.js';

const TEXT = `## How to glaze

You can **dip**, *brush* or ~~throw~~ it:

1. Sand the piece, then wipe it.
2. Dip for *three* seconds.
   - longer runs
   - shorter stays \`rough\`

> A second coat needs a dry first one.

| Glaze | Cone |
| --- | ---: |
| Ochre | 6 |
| Slate, the darker of the two | 10 |

\`\`\`sh
npm start
\`\`\`

---

More at [the workshop](https://shop.example/workshop).`;

/** Everything that an agent or a bot may write with signs. */
export const answer: ChatAction[] = talking(maya, [
  said(visitor, 'How do I **glaze** a cup?', minutesAgo(3), { status: 'read' }),
  said({ role: 'bot', name: 'Kiln bot' }, [{ type: 'text', text: TEXT, format: 'markdown' }], minutesAgo(2)),
]);
