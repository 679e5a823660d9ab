using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>Consul's clients as they are, against real servers.</summary>
[On(Engine.Lan)]
public sealed class ConsulClientTests
{
    [RequiresFact(Need.PythonConsul)]
    public async Task Python_registers_renews_watches_and_deregisters()
    {
        await using var servers = await FacadeServers.StartAsync();
        await servers.PythonAsync(
            """
            import consul, sys, threading
            c, other = (consul.Consul(host='127.0.0.1', port=int(port)) for port in sys.argv[1:3])
            assert c.agent.self()['Config']['Datacenter'] == 'dc1'
            assert c.agent.service.register('Orders', service_id='orders:1', address='10.0.0.7', port=8080, tags=['v1'], check=consul.Check.ttl('30s'))
            index, nodes = c.health.service('Orders')
            assert [n['Checks'][-1]['Status'] for n in nodes] == ['critical'], nodes
            assert c.health.service('Orders', passing=True)[1] == []

            seen = []
            def watch():
                at = None
                while not any(n['Checks'][-1]['Status'] == 'passing' for n in seen):
                    at, nodes = c.health.service('orders', index=at, wait='20s')
                    seen[:] = nodes
            watcher = threading.Thread(target=watch)
            watcher.start()
            assert c.agent.check.ttl_pass('service:orders:1', 'fine')
            watcher.join(30)
            assert not watcher.is_alive(), seen
            service = seen[0]['Service']
            assert (service['ID'], service['Service'], service['Address'], service['Port'], service['Tags']) == ('orders:1', 'Orders', '10.0.0.7', 8080, ['v1']), service

            # At the other node, as behind one address for both.
            index = None
            while not other.health.service('orders', passing=True)[1]:
                index, _ = other.health.service('orders', index=index, wait='5s')
            assert other.agent.check.ttl_pass('service:orders:1')
            assert other.catalog.services()[1]['Orders'] == ['v1']
            assert 'orders:1' in c.agent.services()
            assert 'service:orders:1' in c.agent.checks()

            assert c.agent.service.maintenance('orders:1', 'true', 'by hand')
            assert '_service_maintenance:orders:1' in c.agent.checks()
            assert c.health.service('orders', passing=True)[1] == []
            assert c.agent.service.maintenance('orders:1', 'false')
            assert not c.agent.check.ttl_pass('service:nothing')
            assert not c.agent.service.deregister('nothing')
            assert c.agent.service.deregister('orders:1')
            assert c.health.service('orders')[1] == []
            """,
            $"{FacadeServers.PortOf(servers.Alpha)}", $"{FacadeServers.PortOf(servers.Beta)}");
    }

    /// <summary>Steeltoe and others register once and never again: what they registered outlives the node that they asked.</summary>
    [RequiresFact(Need.PythonConsul)]
    public async Task A_registration_survives_the_node_that_took_it()
    {
        await using var servers = await FacadeServers.StartAsync();
        const string Register = """
            import consul, sys
            c = consul.Consul(host='127.0.0.1', port=int(sys.argv[1]))
            assert c.agent.service.register('orders', service_id='o-1', address='10.0.0.7', port=8080, check=consul.Check.ttl('60s'))
            assert c.agent.check.ttl_pass('service:o-1')
            """;
        await servers.PythonAsync(Register, $"{FacadeServers.PortOf(servers.Alpha)}");
        await ShownAsync(servers.Beta, "passing");
        await servers.Alpha.Process.KillAsync();
        await Eventually.Holds(
            () => FacadeServers.GetAsync(servers.Beta, "/v1/agent/services"), text => text.Contains("\"o-1\"", StringComparison.Ordinal), "beta adopts the registration", TimeSpan.FromSeconds(60));
        await servers.PythonAsync(
            """
            import consul, sys
            c = consul.Consul(host='127.0.0.1', port=int(sys.argv[1]))
            assert c.agent.check.ttl_fail('service:o-1')
            """,
            $"{FacadeServers.PortOf(servers.Beta)}");
        await ShownAsync(servers.Beta, "critical");
    }

    [RequiresFact(Need.PythonConsul)]
    public async Task The_example_of_the_docs_registers_a_service_that_passes()
    {
        await using var servers = await FacadeServers.StartAsync();
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.File("docs", "clients.md"), TestContext.Current.CancellationToken);
        var start = Array.IndexOf(lines, "<!-- run: python-consul -->") + 2;
        await servers.PythonAsync(string.Join('\n', lines.Skip(start).TakeWhile(line => line != "```")).Replace("7600", $"{FacadeServers.PortOf(servers.Alpha)}", StringComparison.Ordinal));
        await ShownAsync(servers.Beta, "passing");
    }

    [RequiresFact(Need.NodePackages)]
    public async Task Node_watches_a_service_and_hears_of_each_change()
    {
        await using var servers = await FacadeServers.StartAsync();
        await using var process = servers.Node(
            """
            const Consul = require('consul');
            const [port, other] = process.argv.slice(2).map(Number);
            const consul = new Consul({ port });
            const elsewhere = new Consul({ port: other });
            const watch = elsewhere.watch({ method: elsewhere.health.service, options: { service: 'orders', passing: true }, backoffFactor: 100 });
            watch.on('error', error => console.log('error ' + error.message));
            watch.on('change', data => console.log('seen ' + data.map(one => one.Service.ID).sort().join(',') + '.'));
            (async () => {
              for (const id of ['a', 'b']) {
                await consul.agent.service.register({ id, name: 'orders', address: '10.0.0.7', port: 8080, check: { ttl: '30s', name: 'alive' } });
                await consul.agent.check.pass('service:' + id);
              }
            })();
            """,
            $"{FacadeServers.PortOf(servers.Alpha)}", $"{FacadeServers.PortOf(servers.Beta)}");
        await process.LineAsync(line => line == "seen a,b.", "both are seen at the other node");
        Assert.Equal(200, await FacadeServers.SendAsync(HttpMethod.Put, servers.Beta, "/v1/agent/service/deregister/a"));
        await process.LineAsync(line => line == "seen b.", "one is gone");
        Assert.DoesNotContain("error", process.Said);
    }

    private static Task<string> ShownAsync(ServerProcess server, string status) => Eventually.Holds(
        () => FacadeServers.GetAsync(server, "/v1/health/checks/orders"), text => text.Contains($"\"{status}\"", StringComparison.Ordinal), $"{server.Name} shows {status}", TimeSpan.FromSeconds(60));
}
