import { useState } from 'preact/hooks';

/** A button that asks once more before it does something that cannot be undone. */
export function Confirm(props: { label: string; sure: string; busy?: boolean; act: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" class="danger" disabled={props.busy} onClick={() => setAsked(true)}>
        {props.label}
      </button>
    );
  }
  const act = () => {
    setAsked(false);
    props.act();
  };
  return (
    <span class="confirm">
      <button type="button" class="danger" disabled={props.busy} onClick={act}>
        {props.sure}
      </button>
      <button type="button" onClick={() => setAsked(false)}>
        Cancel
      </button>
    </span>
  );
}
