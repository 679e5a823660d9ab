namespace OrleansNaming.Core.Tests.Vocabulary;

public sealed class RegistrationTests
{
    private static readonly Registration Plain = new("orders", "orders-1");

    public static TheoryData<string, Registration> WithControls { get; } = new()
    {
        { "the host of endpoint 2 has the control character U+000A", Plain with { Endpoints = [new Endpoint("http", "h", 80), new Endpoint("admin", "h\n", 81)] } },
        { "the zone has the control character U+001B", Plain with { Zone = "\u001b[31meu" } },
        { "tag 2 has the control character U+000D", Plain with { Tags = ["v2", "a\r"] } },
        { "metadata key 1 has the control character U+0000", Plain with { Metadata = new Dictionary<string, string> { ["a\0"] = "b" } } },
        { "the metadata value of 'note' has the control character U+0085", Plain with { Metadata = new Dictionary<string, string> { ["note"] = "a\u0085b" } } },
        { "the zone has the control character U+007F", Plain with { Zone = "\u007f" } },
    };

    [Theory]
    [MemberData(nameof(WithControls))]
    public void Check_AControlCharacter_IsRefusedWithItsField(string message, Registration registration)
    {
        Assert.Equal(message, registration.Check());
        Assert.DoesNotContain(registration.Check()!, char.IsControl);
    }

    [Fact]
    public void Check_TextOfAnyLanguage_IsTaken() => Assert.Null(
        (Plain with { Zone = "zürich 東京", Tags = ["🙂", " "], Metadata = new Dictionary<string, string> { ["ключ"] = "a\u00a0b" } }).Check());
}
