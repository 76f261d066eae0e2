/** Whether something was ever scrolled into view: before that, what it shows need not be asked. */

import { useEffect, useRef, useState } from "preact/hooks";

export function useSeen<E extends Element>() {
  const element = useRef<E>(null);
  const [seen, set] = useState(false);
  useEffect(() => {
    if (seen || element.current === null) return;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) set(true);
      },
      { rootMargin: "300px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [seen]);
  return { element, seen };
}
