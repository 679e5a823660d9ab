namespace OrleansNaming.Tracks.Tests.Stores;

public sealed class ContractsTests
{
    [Theory]
    [InlineData(typeof(OwnershipStoreContract))]
    [InlineData(typeof(FenceContract))]
    [InlineData(typeof(WorkStoreContract))]
    public void No_kind_of_store_forgot_a_contract(Type contract)
    {
        var kinds = contract.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(contract)).Select(type => type.Name);

        Assert.Equal(3, kinds.Count(name => name.StartsWith("Memory", StringComparison.Ordinal) || name.StartsWith("Sqlite", StringComparison.Ordinal) || name.StartsWith("Postgres", StringComparison.Ordinal)));
    }
}
