import { useEffect, useState } from "preact/hooks";

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts something into the clipboard, and says so. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [said, say] = useState<"" | "copied" | "not copied">("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => say(""), 1_500);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button
      type="button"
      class="copy"
      aria-label={`Copy ${what}`}
      onClick={() => void copied(text).then(done => say(done ? "copied" : "not copied"))}
    >
      <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true" fill="none" stroke="currentColor">
        {said === "copied" ? (
          <path d="M3 8.5l3.2 3.2L13 5" stroke-width="2" />
        ) : (
          <>
            <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" stroke-width="1.4" />
            <path d="M10.5 3.5v-1h-8v8h1" stroke-width="1.4" />
          </>
        )}
      </svg>
      <span role="status" class="unseen">
        {said}
      </span>
    </button>
  );
}
