// What the sample expects around it: a router whose middleware has found the session's user.
const app = {
  get: (path, handler) => handler(
    { user: { id: 'user-42', email: 'jane@example.com' } },
    { json: ({ token }) => console.log(token) },
  ),
};

// The sample.
// /embed/token — your backend
app.get('/embed/token', async (req, res) => {
  const r = await fetch(`${process.env.RANCH_API_URL}/auth/embed/token`, {
    method: 'POST',
    headers: {
      'Authorization': `Bearer ${process.env.RANCH_API_KEY}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      sub: req.user.id,
      email: req.user.email,
      expiresIn: '15m',
    }),
  })
  const { data } = await r.json()
  res.json({ token: data.token })
})
