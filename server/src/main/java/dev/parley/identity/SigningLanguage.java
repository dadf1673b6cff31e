package dev.parley.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a backend signs an identity token in each language, with the library most people use. The one source of these
/// samples: the documentation holds them as they are here, which a test sees to.
public enum SigningLanguage {
    NODE("Node", "jsonwebtoken", "npm install jsonwebtoken", "//", new Style("%s: %s", "user.%s", Case.CAMEL, "'"), """
            const jwt = require('jsonwebtoken');

            const secret = process.env.{secret};
            """, """
            const token = jwt.sign(
              {
                {claims},{variables}
              },
              secret,
              { algorithm: 'HS256', expiresIn: '15m' },
            );
            """, "\n    variables: { %s },"),
    PYTHON("Python", "PyJWT", "pip install PyJWT", "#", new Style("\"%s\": %s", "user.%s", Case.SNAKE, "\""), """
            import os
            from datetime import datetime, timedelta, timezone

            import jwt

            secret = os.environ["{secret}"]
            """, """
            now = datetime.now(timezone.utc)
            claims = {
                {claims},{variables}
                "iat": now,
                "exp": now + timedelta(minutes=15),
            }
            token = jwt.encode(claims, secret, algorithm="HS256")
            """, "\n    \"variables\": {%s},"),
    JAVA("Java", "jjwt 0.12 and newer", "io.jsonwebtoken:jjwt-api:0.12.6 (with jjwt-impl and jjwt-jackson)", "//",
            new Style("\"%s\", %s", "user.%s()", Case.CAMEL, "\""), """
            import io.jsonwebtoken.Jwts;
            import io.jsonwebtoken.security.Keys;
            import java.nio.charset.StandardCharsets;
            import java.time.Instant;
            import java.util.Date;
            import java.util.Map;

            var secret = System.getenv("{secret}");
            """, """
            var now = Instant.now();
            var key = Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8));
            var token = Jwts.builder()
                    .claim({claims}){variables}
                    .issuedAt(Date.from(now))
                    .expiration(Date.from(now.plusSeconds(900)))
                    .signWith(key, Jwts.SIG.HS256)
                    .compact();
            """, "\n        .claim(\"variables\", Map.of(%s))"),
    PHP("PHP", "firebase/php-jwt", "composer require firebase/php-jwt", "//",
            new Style("'%s' => %s", "$user->%s", Case.SNAKE, "'"), """
            use Firebase\\JWT\\JWT;

            $secret = getenv('{secret}');
            """, """
            $claims = [
                {claims},{variables}
                'iat' => time(),
                'exp' => time() + 900,
            ];
            $token = JWT::encode($claims, $secret, 'HS256');
            """, "\n    'variables' => [%s],"),
    CSHARP("C#", "Microsoft.IdentityModel.JsonWebTokens", "dotnet add package Microsoft.IdentityModel.JsonWebTokens", "//",
            new Style("[\"%s\"] = %s", "user.%s", Case.PASCAL, "\""), """
            using System.Text;
            using Microsoft.IdentityModel.JsonWebTokens;
            using Microsoft.IdentityModel.Tokens;

            var secret = Environment.GetEnvironmentVariable("{secret}")!;
            """, """
            var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret));
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Claims = new Dictionary<string, object>
                {
                    {claims},{variables}
                },
                Expires = DateTime.UtcNow.AddMinutes(15),
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            });
            """, "\n        [\"variables\"] = new Dictionary<string, object> { %s },"),
    GO("Go", "golang-jwt/jwt v5", "go get github.com/golang-jwt/jwt/v5", "//",
            new Style("\"%s\": %s", "user.%s", Case.GO, "\""), """
            import (
            \t"os"
            \t"time"

            \t"github.com/golang-jwt/jwt/v5"
            )

            secret := os.Getenv("{secret}")
            """, """
            claims := jwt.MapClaims{
            \t{claims},{variables}
            \t"iat":        time.Now().Unix(),
            \t"exp":        time.Now().Add(15 * time.Minute).Unix(),
            }
            token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).
            \tSignedString([]byte(secret))
            """, "\n\t\"variables\":  map[string]any{%s},"),
    RUBY("Ruby", "jwt", "gem install jwt", "#", new Style("%s: %s", "user.%s", Case.SNAKE, "'"), """
            require 'jwt'

            secret = ENV.fetch('{secret}')
            """, """
            claims = {
              {claims},{variables}
              iat: Time.now.to_i,
              exp: Time.now.to_i + 900,
            }
            token = JWT.encode(claims, secret, 'HS256')
            """, "\n  variables: { %s },"),
    RUST("Rust", "jsonwebtoken", "cargo add jsonwebtoken serde_json", "//",
            new Style("\"%s\": %s", "user.%s", Case.SNAKE, "\""), """
            use jsonwebtoken::{encode, Algorithm, EncodingKey, Header};
            use serde_json::json;
            use std::time::{SystemTime, UNIX_EPOCH};

            let secret = std::env::var("{secret}")?;
            """, """
            let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
            let claims = json!({
                {claims},{variables}
                "iat": now,
                "exp": now + 900,
            });
            let key = EncodingKey::from_secret(secret.as_bytes());
            let token = encode(&Header::new(Algorithm::HS256), &claims, &key)?;
            """, "\n    \"variables\": { %s },");

    /// How many variables a sample shows; Java's `Map.of` takes no more.
    private static final int SHOWN_VARIABLES = 10;

    /// How many characters of variables stand on one line, so that no sample is wider than the box that shows it.
    private static final int LONGEST_PAIRS = 50;

    private final String label;
    private final String library;
    private final String install;
    private final String comment;
    private final Style style;
    private final String prelude;
    private final String call;
    private final String variables;

    SigningLanguage(
            String label, String library, String install, String comment, Style style, String prelude, String call,
            String variables) {
        this.label = label;
        this.library = library;
        this.install = install;
        this.comment = comment;
        this.style = style;
        this.prelude = prelude;
        this.call = call;
        this.variables = variables;
    }

    /// As it goes over the wire, such as `node`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SigningLanguage> of(String wireName) {
        return Arrays.stream(values()).filter(language -> language.wireName().equals(wireName)).findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(SigningLanguage::wireName).toList();
    }

    /// As people write it, such as `C#`.
    public String label() {
        return label;
    }

    public String library() {
        return library;
    }

    /// How to add the library.
    public String install() {
        return install;
    }

    /// What the sample signs for.
    ///
    /// @param tenant    the tenant's id where its secret signs; empty where the agent's does
    /// @param variables the names of the variables to send
    public record Subject(String tenant, List<String> variables) {
        public Subject {
            variables = variables.stream().limit(SHOWN_VARIABLES).toList();
        }

        String environmentVariable() {
            return tenant.isEmpty() ? "PARLEY_IDENTITY_SECRET" : "PARLEY_TENANT_SECRET";
        }
    }

    /// The call alone, as the documentation shows it.
    public String call(Subject subject) {
        return call.replace("{claims}", claims(subject)).replace("{variables}", variables(subject));
    }

    /// The whole sample.
    ///
    /// @param notes sentences that become comments at its top
    public String sample(Subject subject, List<String> notes) {
        var comments = notes.stream().map(note -> comment + " " + note + "\n").collect(Collectors.joining());
        return comments + (comments.isEmpty() ? "" : "\n") + prelude.replace("{secret}", subject.environmentVariable())
                + "\n" + call(subject);
    }

    private String variables(Subject subject) {
        var pairs = subject.variables().stream().map(style::variable).toList();
        if (pairs.isEmpty()) {
            return "";
        }
        if (pairs.stream().mapToInt(String::length).sum() <= LONGEST_PAIRS) {
            return variables.formatted(String.join(", ", pairs));
        }
        var depth = variables.substring(0, variables.length() - variables.stripLeading().length());
        var deeper = depth + (this == GO ? "\t" : "    ");
        return variables.formatted(deeper + String.join("," + deeper, pairs)).replace(" \n", "\n");
    }

    private String claims(Subject subject) {
        var separator = switch (this) {
            case NODE, PYTHON, PHP, RUST -> ",\n    ";
            case RUBY -> ",\n  ";
            case JAVA -> ")\n        .claim(";
            case CSHARP -> ",\n        ";
            case GO -> ",\n\t";
        };
        return subject.tenant().isEmpty()
                ? style.claim("user_email", "id")
                : style.literal("tenantId", subject.tenant()) + separator + style.claim("userId", "id");
    }

    /// How a language writes a name and its value, and the property of a user.
    private record Style(String pair, String property, Case names, String quote) {
        String claim(String claim, String ofUser) {
            return pair.formatted(claim, property.formatted(names.of(ofUser)));
        }

        String variable(String name) {
            return claim(name, name);
        }

        String literal(String claim, String value) {
            return pair.formatted(claim, quote + value + quote);
        }
    }

    /// How a language spells the name of a property, given one with underscores.
    private enum Case {
        CAMEL, SNAKE, PASCAL, GO;

        String of(String name) {
            return switch (this) {
                case SNAKE -> name;
                case CAMEL -> decapitalised(joined(name));
                case PASCAL -> joined(name);
                case GO -> name.equals("id") ? "ID" : joined(name);
            };
        }

        private static String joined(String name) {
            return Arrays.stream(name.split("_")).filter(word -> !word.isEmpty())
                    .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                    .collect(Collectors.joining());
        }

        private static String decapitalised(String name) {
            return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        }
    }
}
