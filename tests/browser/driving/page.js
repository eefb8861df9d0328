// What the tests do and measure inside the page: it is there in each page as window.litTest.
(() => {
    const lit = window.litTest = {};
    let test = 0;

    // End all watches, and forget what a test has left in the page: another test begins.
    lit.forget = () => {
        test += 1;
        Object.keys(window).filter(name => name.startsWith('lit') && name !== 'litTest').forEach(name => delete window[name]);
    };

    // Call a function now and in every frame that is drawn, until the test ends.
    const inEachFrame = look => {
        const begun = test;
        const draw = () => {
            if (test !== begun) return;
            look();
            requestAnimationFrame(draw);
        };
        draw();
    };

    // From now on, note what each place shows: whenever it changes, and in every frame that is drawn.
    lit.watch = (root, places) => {
        const log = lit.log = {times: places.map(() => []), texts: places.map(() => []), frames: 0, absent: 0};
        const look = () => {
            const now = performance.now();
            let missing = false;
            places.forEach((place, i) => {
                const found = [...root.querySelectorAll('p, h1, h2')].filter(e => e.textContent.startsWith(place));
                const text = found.map(e => e.textContent).join(' | ');
                missing ||= !found.length || !found[0].getClientRects().length;
                if (text !== log.texts[i].at(-1)) {
                    log.texts[i].push(text);
                    log.times[i].push(now);
                }
            });
            log.absent += missing;
        };
        new MutationObserver(look).observe(root, {subtree: true, childList: true, characterData: true, attributes: true});
        inEachFrame(() => {
            log.frames += 1;
            look();
        });
    };

    // Press a key on the focused element every few milliseconds; gives the time of the last press.
    lit.press = (key, times, pause) => new Promise(done => {
        const target = document.activeElement;
        const press = () => {
            target.dispatchEvent(new KeyboardEvent('keydown', {key, code: key, bubbles: true, cancelable: true}));
            target.dispatchEvent(new KeyboardEvent('keyup', {key, code: key, bubbles: true}));
            times -= 1;
            if (times) setTimeout(press, pause);
            else done(performance.now());
        };
        press();
    });

    // When is a text in the page, and painted? Date.now() is the clock that Python's time.time() has too.
    lit.painted = words => new Promise(done => {
        const after = new MessageChannel(); // a message that is sent in a frame arrives when the frame is drawn
        after.port1.onmessage = () => done(Date.now());
        const look = () => {
            if (![...document.querySelectorAll('.lit-app p')].some(p => p.textContent === words)) return;
            observer.disconnect();
            requestAnimationFrame(() => after.port2.postMessage(0));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {subtree: true, childList: true, characterData: true});
        look();
    });

    // Note the time of every frame in which an element is seen.
    lit.sightings = element => {
        lit.seen = [];
        inEachFrame(() => {
            if (element.getClientRects().length) lit.seen.push(performance.now());
        });
    };

    // Note in every frame that is drawn how far below the top of the app's cell the next cell and the paragraphs of the app
    // begin, and when a text is not seen.
    lit.tops = ([cell, next], words) => {
        lit.places = {};
        lit.blank = 0;
        inEachFrame(() => {
            const paragraphs = [...document.querySelectorAll('.lit-app p')].filter(isSeen);
            const {top} = cell.getBoundingClientRect();
            for (const element of [next, ...paragraphs]) {
                const name = element === next ? 'cell' : element.textContent;
                (lit.places[name] ??= []).push(Math.round((element.getBoundingClientRect().top - top) * 100) / 100);
            }
            lit.blank += !paragraphs.some(one => one.textContent === words);
        });
    };

    // Mark the inputs that are there; count those that still are.
    const inputs = root => [...root.querySelectorAll('input, select, textarea, .noUi-handle')];
    lit.mark = root => inputs(root).forEach(element => { element.litMark = true; });
    lit.marked = root => inputs(root).filter(element => element.litMark).length;

    // What could act, though only text was given.
    lit.active = root => [...root.querySelectorAll('*')].filter(element =>
        element.matches('script, iframe, object, embed, form') ||
        /^\s*(javascript|data|vbscript):/i.test(element.getAttribute('href') || '') ||
        element.getAttributeNames().some(name => name.startsWith('on'))
    ).map(element => element.outerHTML.slice(0, 200));

    const ofText = element => `${element.tagName} .${element.className} ${element.textContent.slice(0, 40)}`;
    const isSeen = element => element.getClientRects().length && getComputedStyle(element).visibility !== 'hidden';

    // What is cut off or scrolls, but for places that scroll on purpose.
    lit.cut = root => [...root.querySelectorAll('*')].filter(element => {
        const {overflowX, overflowY, display} = getComputedStyle(element);
        const wide = element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible';
        const high = element.scrollHeight > element.clientHeight + 1 && overflowY !== 'visible' && display !== 'inline';
        const meant = '.lit-scroll, .lit-code, .widget-tab-bar, select, textarea, math, mjx-assistive-mml, .lit-math-block, '
            + '.lit-label-heard > label';
        return element.clientWidth && isSeen(element) && (wide || high) && !element.closest(meant);
    }).map(ofText);

    // What reaches out of the app to the left or right.
    lit.outside = root => {
        const {left, right} = root.getBoundingClientRect();
        const scrolls = '.lit-scroll, .lit-code, .widget-tab-bar, .lit-math-block, .slider-container, pre';
        return [...root.querySelectorAll('*')].filter(element => {
            const box = element.getBoundingClientRect();
            return isSeen(element) && !element.closest(scrolls) && (box.left < left - 1 || box.right > right + 1);
        }).map(ofText);
    };

    // How well each text stands out from what is behind it (WCAG 2.1): ratio and text, the lowest first.
    lit.contrast = root => {
        const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = colour => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
        };
        const over = (top, below) => below.map((c, i) => top[i] * top[3] + c * (1 - top[3]));
        const behind = element => {
            const layers = [];
            for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
        };
        const light = colour => {
            const [r, g, b] = colour.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ignored = ':disabled, .lit-rainbow, select, style, .lit-anchor, .lit-emoji';
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) {
            const element = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
            if (!words || !isSeen(element) || element.closest(ignored)) continue;
            if (element.closest('label, .lit-input, .lit-multiselect')?.querySelector(':disabled')) continue;
            const ink = rgba(getComputedStyle(element).color), back = behind(element);
            const [low, high] = [light(over(ink, back)), light(back)].sort((a, b) => a - b);
            if (ink[3]) found.push([(high + 0.05) / (low + 0.05), words.slice(0, 30)]);
        }
        return found.sort((a, b) => a[0] - b[0]).slice(0, 5);
    };
})();
