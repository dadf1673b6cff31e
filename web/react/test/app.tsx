import { StrictMode, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { ParleyChat } from '../src/index.tsx';

const seen: string[] = [];
let renders = 0;

function App(): ReactElement {
    const [agent, setAgent] = useState('help');
    const [shown, setShown] = useState(true);
    const [theme, setTheme] = useState<'light' | 'dark'>('light');
    const render = (renders += 1);
    Object.assign(window, { setAgent, setShown, setTheme, seen });
    return shown ? (
        <ParleyChat
            hub={document.body.dataset['hub'] ?? ''}
            agent={agent}
            mode="inline"
            theme={theme}
            style={{ height: 500 }}
            token={async () => `token of render ${render}`}
            onReady={() => seen.push('ready')}
            chatRef={(chat) => void seen.push(chat ? 'made' : 'gone')}
        />
    ) : (
        <p>No chat</p>
    );
}

createRoot(document.querySelector('#root') as Element).render(
    <StrictMode>
        <App />
    </StrictMode>,
);
