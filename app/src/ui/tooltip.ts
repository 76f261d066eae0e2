/** Shows the whole of what is written short, while the pointer or the focus is on it. */

function besides(tip: HTMLElement, of: Element): void {
  const box = of.getBoundingClientRect();
  const wide = tip.offsetWidth;
  const left = Math.min(Math.max(8, box.left), Math.max(8, innerWidth - wide - 8));
  const above = box.top - tip.offsetHeight - 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 4 ? above : box.bottom + 6}px`;
}

export function explainWhatIsShort(): void {
  const tip = document.createElement("div");
  tip.className = "tip mono";
  tip.setAttribute("popover", "manual");
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  let shownFor: Element | null = null;

  const hide = () => {
    shownFor = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const show = (event: Event) => {
    const of = (event.target as Element | null)?.closest?.("[data-full]") ?? null;
    if (of === shownFor) return;
    hide();
    const text = of?.getAttribute("data-full");
    if (of === null || !text) return;
    shownFor = of;
    tip.textContent = text;
    tip.showPopover();
    besides(tip, of);
  };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") hide();
  });
}
