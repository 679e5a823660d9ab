namespace OrleansNaming.Cluster.Tests.OneDirectory;

[On(Engine.Orleans)]
public sealed class SiloHostTests
{
    [Theory]
    [InlineData("Naming:Host:SiloPort and Naming:Host:GatewayPort are both 11111", "--Naming:Host:GatewayPort", "11111")]
    [InlineData("Naming:Host:ConnectionString is empty", "--Naming:Host:Storage", "PostgreSql")]
    [InlineData("Naming:Host:Storage is Localhost, which needs neither", "--Naming:Host:ConnectionString", "Host=db;Password=secret")]
    [InlineData("is no IP address", "--Naming:Host:Storage", "PostgreSql", "--Naming:Host:ConnectionString", "x", "--Naming:Host:Address", "db.example")]
    [InlineData("Naming:Host:Storage", "--Naming:Host:Storage", "Oracle")]
    [InlineData("Naming:Silo:Interval", "--Naming:Silo:Interval", "01:00:00")]
    public async Task Options_that_cannot_work_end_it_with_exit_code_2_and_a_sentence(string sentence, params string[] arguments)
    {
        var (exit, said) = await Spawned.RunAsync("OrleansNaming.SiloHost", ["--urls", $"http://127.0.0.1:{Ports.Tcp()}", .. arguments]);

        Assert.Equal(2, exit);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }
}
