// Puts each piece of HTML into the page and gives [how often hit() was called, what else is wrong].
async (pieces) => {
  window.hits = 0;
  window.hit = () => {
    window.hits += 1;
  };
  const wrong = [];
  for (const html of pieces) {
    const box = document.createElement("div");
    document.body.append(box);
    box.innerHTML = html;
    for (const link of box.querySelectorAll("a[href]")) {
      if (!["http:", "https:", "mailto:", "tel:"].includes(link.protocol)) wrong.push(link.outerHTML);
    }
    for (const element of box.querySelectorAll("*")) {
      if (!box.contains(element) || box.parentElement !== document.body) wrong.push(`moved: ${html}`);
      if (getComputedStyle(element).position !== "static") wrong.push(`not in the flow: ${html}`);
      for (const kind of ["click", "mouseover", "focus"]) {
        element.dispatchEvent(new Event(kind, { bubbles: true }));
      }
    }
  }
  const over = (image) =>
    new Promise((done) => {
      image.addEventListener("load", done);
      image.addEventListener("error", done);
    });
  await Promise.all([...document.images].filter((image) => !image.complete).map(over));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [window.hits, wrong];
}
