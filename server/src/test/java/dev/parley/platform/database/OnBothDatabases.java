package dev.parley.platform.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// Runs a test class twice, on SQLite and on PostgreSQL. The class takes its `Database` as the constructor's one
/// parameter; its tests share that database, so each works with a tenant of its own.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(OnBothDatabases.Databases.class)
public @interface OnBothDatabases {
    /// One fresh database of each kind; JUnit closes them.
    final class Databases implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return Arrays.stream(Database.Dialect.values())
                    .map(dialect -> Arguments.argumentSet(dialect.name(), TestDatabases.open(dialect)));
        }
    }
}
