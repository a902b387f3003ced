/** A new key, shown this one time. */
export function ShownKey({ value, onDone }: { value: string; onDone: () => void }) {
  return (
    <div class="notice" role="status">
      <p>This key cannot be shown again. Copy it now:</p>
      <pre class="text">{value}</pre>
      <div class="actions">
        <button type="button" onClick={() => navigator.clipboard.writeText(value)}>
          Copy
        </button>
        <button type="button" onClick={onDone}>
          I have it
        </button>
      </div>
    </div>
  );
}
