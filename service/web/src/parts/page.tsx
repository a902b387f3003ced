import type { ComponentChildren } from 'preact';
import type { Loaded } from '../data.ts';
import { Notice } from './notice.tsx';

/** A page: its title, what can be done on it, and its content. */
export function Page(props: { title: string; actions?: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <header class="page-head">
        <h1>{props.title}</h1>
        <div class="actions">{props.actions}</div>
      </header>
      {props.children}
    </>
  );
}

/** Shows what was loaded, that it is being loaded, or why it could not be. */
export function Show<T>({ from, children }: { from: Loaded<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      <Notice error={from.error} />
      {from.data === undefined ? (
        from.loading && <p class="quiet">Loading …</p>
      ) : (
        <div aria-busy={from.loading}>{children(from.data)}</div>
      )}
    </>
  );
}
