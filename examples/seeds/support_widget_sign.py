import jwt
from datetime import datetime, timedelta, timezone

def create_widget_token(user, tenant_config):
    payload = {
        "tenantId": tenant_config["tenant_id"],
        "userId": user["id"],
        "userEmail": user["email"],
        "userRoles": user["roles"],
        "plan": user["plan"],
        "iat": datetime.now(timezone.utc),
        "exp": datetime.now(timezone.utc) + timedelta(hours=1),
    }

    return jwt.encode(payload, tenant_config["jwt_secret"], algorithm="HS256")

# The end of the sample.
import os

user = {"id": "usr_jane", "email": "jane@example.com", "roles": ["user", "admin"], "plan": "pro"}
print(create_widget_token(user, {"tenant_id": os.environ["TENANT_ID"], "jwt_secret": os.environ["TENANT_SECRET"]}))
