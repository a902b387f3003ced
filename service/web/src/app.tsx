import { useEffect, useState } from 'preact/hooks';
import { Route, Router, Switch } from 'wouter-preact';
import { useHashLocation } from 'wouter-preact/use-hash-location';
import { signedOut } from './api.ts';
import { Layout } from './layout.tsx';
import { Audit } from './pages/audit.tsx';
import { Cache } from './pages/cache.tsx';
import { Configuration } from './pages/configuration.tsx';
import { Jobs } from './pages/jobs.tsx';
import { Keys } from './pages/keys.tsx';
import { Memories } from './pages/memories.tsx';
import { MemoryPage } from './pages/memory.tsx';
import { Overview } from './pages/overview.tsx';
import { Projects } from './pages/projects.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { Work } from './pages/work.tsx';
import { session } from './session.ts';

/** The whole UI: the way in, and behind it a page for each address. */
export function App() {
  const [inside, setInside] = useState(session.get() !== null);
  useEffect(() => {
    const leave = () => {
      session.clear();
      setInside(false);
    };
    signedOut.addEventListener('signedout', leave);
    return () => signedOut.removeEventListener('signedout', leave);
  }, []);
  if (!inside) return <SignIn onDone={() => setInside(true)} />;
  return (
    <Router hook={useHashLocation}>
      <Layout>
        <Switch>
          <Route path="/" component={Overview} />
          <Route path="/projects" component={Projects} />
          <Route path="/projects/:project/memories">{({ project }) => <Memories project={project} />}</Route>
          <Route path="/projects/:project/memories/:id">
            {({ project, id }) => <MemoryPage project={project} id={id} />}
          </Route>
          <Route path="/projects/:project/work">{({ project }) => <Work project={project} />}</Route>
          <Route path="/keys" component={Keys} />
          <Route path="/jobs" component={Jobs} />
          <Route path="/cache" component={Cache} />
          <Route path="/configuration" component={Configuration} />
          <Route path="/audit" component={Audit} />
          <Route>There is no such page.</Route>
        </Switch>
      </Layout>
    </Router>
  );
}
