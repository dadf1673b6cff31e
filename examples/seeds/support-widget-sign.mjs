import jwt from 'jsonwebtoken';

function createWidgetToken(user, tenantConfig) {
  const payload = {
    tenantId: tenantConfig.tenantId,   // "ten_xxx"
    userId: user.id,                    // "usr_xxx"
    userEmail: user.email,
    userRoles: user.roles,              // ["user", "admin"]
    plan: user.plan,                    // "pro"
  };

  return jwt.sign(payload, tenantConfig.jwtSecret, {
    algorithm: 'HS256',
    expiresIn: '1h',
  });
}

// The end of the sample.
const user = { id: 'usr_jane', email: 'jane@example.com', roles: ['user', 'admin'], plan: 'pro' };
console.log(createWidgetToken(user, { tenantId: process.env.TENANT_ID, jwtSecret: process.env.TENANT_SECRET }));
