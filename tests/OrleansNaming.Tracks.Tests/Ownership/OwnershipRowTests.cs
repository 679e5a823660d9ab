using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Ownership;

public sealed class OwnershipRowTests
{
    [Fact]
    public void Token_OfAReleasedRow_IsNone() => Assert.Null(new OwnershipRow("jobs", 3, null, 0).Token);
}
