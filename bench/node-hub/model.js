/** The tokens of one answer of an OpenAI-compatible server, as they come. */
export async function* modelTokens({ url, name, key }, messages) {
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: name, stream: true, messages }),
  });
  if (!response.ok) throw new Error(`The model answered ${response.status}.`);
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue;
      if (line === 'data: [DONE]') return;
      const token = JSON.parse(line.slice(6)).choices[0]?.delta?.content;
      if (token) yield token;
    }
  }
}
