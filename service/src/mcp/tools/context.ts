import { Type } from 'typebox';
import { BUDGET, ContextInput, ContextItem, ProjectBriefing } from '../../context/assembly/schemas.ts';
import { ITEM_BYTES } from '../answer/budget.ts';
import { fit } from '../answer/fit.ts';
import { object } from '../answer/schemas.ts';
import { cut, jsonBytes } from '../answer/text.ts';
import { defineTool, ProjectInput, projectOf, READS } from '../tool.ts';

/** More would not fit into what clients take from a tool. */
const MAX_TOKENS = 10_000;
/** The share of the answer that the Markdown may take; the rest says where it comes from. */
const MARKDOWN_BYTES = ITEM_BYTES * 0.8;

const { text: _shownInMarkdown, ...item } = ContextItem.properties;

export const contextBuild = defineTool({
  name: 'context_build',
  title: 'What to know before working',
  description: `Puts together what is worth knowing about a project within a budget of tokens: the last session's summary, pinned and matching memories, unfinished todos, decisions and notes. Each item says where it comes from. Call it when work begins.`,
  scope: 'read',
  annotations: READS,
  input: object({
    project: ProjectInput,
    ...ContextInput.properties,
    maxTokens: Type.Optional(
      Type.Integer({
        minimum: BUDGET.min,
        maximum: MAX_TOKENS,
        description: `The Markdown is never longer. Default ${BUDGET.default}`,
      }),
    ),
  }),
  output: object({
    ...ProjectBriefing.properties,
    items: Type.Array(object(item), { description: 'What the Markdown is made of, in its order' }),
    truncated: Type.Boolean({ description: 'true: the Markdown or the items are cut; ask for fewer tokens' }),
  }),
  async run(context, { project, ...input }) {
    const built = await context.projectContext.build(projectOf(context, project), input);
    const markdown = cut(built.markdown, MARKDOWN_BYTES);
    const sources = built.items.map(({ text: _text, ...source }) => source);
    const items = fit(sources, ITEM_BYTES - jsonBytes(markdown)).map(
      ({ truncated: _cut, ...rest }, index) => ({
        ...rest,
        truncated: sources[index]?.truncated ?? false,
      }),
    );
    const truncated = markdown.length < built.markdown.length || items.length < sources.length;
    return { ...built, markdown, items, truncated };
  },
});
