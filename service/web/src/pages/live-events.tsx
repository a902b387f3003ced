import { type LiveEvent, useEvents } from '../live.ts';
import { Time } from '../parts/time.tsx';

const about = ({ project, id, name, done, total }: LiveEvent) =>
  [project, name ?? id, done === undefined ? undefined : `${done}${total ? ` / ${total}` : ''}`]
    .filter(Boolean)
    .join(' · ');

/** What happens on all replicas, as it happens. */
export function LiveEvents() {
  const { events, connected } = useEvents();
  return (
    <section>
      <h2>
        Now{' '}
        <span class={`badge ${connected ? 'running' : ''}`}>{connected ? 'listening' : 'connecting'}</span>
      </h2>
      <ul class="events">
        {events.map((event) => (
          <li key={`${event.at}${event.type}${event.id}`}>
            <Time at={event.at} /> <strong>{event.type}</strong> {about(event)}
          </li>
        ))}
      </ul>
    </section>
  );
}
