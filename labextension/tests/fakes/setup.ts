// happy-dom lacks it. The page of a test is never idle: JupyterLab would draw the pop-up of its toolbars with React then.
globalThis.requestIdleCallback = () => 0;
