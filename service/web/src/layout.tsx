import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { signedOut } from './api.ts';

const PLACES = [
  ['/', 'Overview'],
  ['/projects', 'Projects'],
  ['/keys', 'API keys'],
  ['/jobs', 'Jobs'],
  ['/cache', 'Cache'],
  ['/configuration', 'Configuration'],
  ['/audit', 'Audit log'],
] as const;

/** The frame around every page. */
export function Layout({ children }: { children: ComponentChildren }) {
  return (
    <div class="frame">
      <nav aria-label="Pages">
        <strong>MCP system</strong>
        {PLACES.map(([path, name]) => (
          <Link key={path} href={path} className={(active) => (active ? 'here' : '')}>
            {name}
          </Link>
        ))}
        <button type="button" onClick={() => signedOut.dispatchEvent(new Event('signedout'))}>
          Sign out
        </button>
      </nav>
      <main>{children}</main>
    </div>
  );
}
