package dev.parley.tenants;

/// The id of an organisation, `ten_…`.
public record TenantId(String value) {
    public static TenantId next() {
        return new TenantId(dev.parley.platform.ids.Ids.next("ten_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
