import { ProjectPage, ProjectQuery } from '../../projects/page.ts';
import { defineTool, READS } from '../tool.ts';

export const projectList = defineTool({
  name: 'project_list',
  title: 'List projects',
  description: 'Lists the projects that the API key can see, by name. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: READS,
  input: ProjectQuery,
  output: ProjectPage,
  run: (context, query) => context.projects(query),
});
