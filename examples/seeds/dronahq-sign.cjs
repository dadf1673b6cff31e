const jwt = require('jsonwebtoken');

const token = jwt.sign(
  {
    user_email: "jane@example.com",
    variables: {
      name: "Jane Smith",
    }
  },
  process.env.DHQ_IDENTITY_SECRET,
  {
    algorithm: 'HS256',
    expiresIn: '1h'
  }
);

// The end of the sample.
console.log(token);
