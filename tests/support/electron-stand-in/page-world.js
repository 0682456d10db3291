// Runs in every document before its own scripts: what the sandbox gives a preload, with a port as the main process
// has it at the other end of a wire.
(() => {
  if (window !== window.top) return;
  const tell = (message) => window.__standInTell(JSON.stringify(message));
  const listeners = new Map();
  const ports = new Map();

  const hand = (port) => {
    const id = window.crypto.getRandomValues(new Uint32Array(1))[0];
    ports.set(id, port);
    port.addEventListener('message', ({ data }) => tell({ type: 'port_message', port: id, data }));
    port.addEventListener('close', () => tell({ type: 'port_closed', port: id }));
    port.start();
    return id;
  };

  const electron = {
    ipcRenderer: {
      postMessage: (channel, message, transfer = []) =>
        tell({ type: 'post', channel, message, ports: transfer.map(hand) }),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    contextBridge: {
      exposeInMainWorld: (name, api) =>
        Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }),
    },
  };

  window.__standInDeliver = (message) => {
    if (message.type === 'send')
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
    if (message.type === 'port_message') ports.get(message.port)?.postMessage(message.data);
    if (message.type === 'port_close') ports.get(message.port)?.close();
  };

  window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
    tell({ type: 'violation', text: `${violatedDirective} ${blockedURI} ${sourceFile}` }),
  );

  window.__standInRequire = (name) => {
    if (name !== 'electron') throw new Error(`the sandbox has no ${name}`);
    return electron;
  };
})();
