namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>nginx, unmodified, by A records.</summary>
[On(Engine.Lan)]
public sealed class NginxTests : IAsyncDisposable
{
    private readonly ClientDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [RequiresFact("nginx")]
    public async Task Reaches_every_instance_and_leaves_the_one_that_went()
    {
        var server = await _desk.ServeAsync("alpha");
        // nginx is its own backend: one port on two addresses of loopback, each saying which it is.
        var (backends, listen) = (Ports.Tcp(), Ports.Tcp());
        await _desk.RegisterAsync(server, "orders", "o1", "127.0.0.11", backends);
        await _desk.RegisterAsync(server, "orders", "o2", "127.0.0.12", backends);
        var site = ClientConfiguration.Of("nginx", server, ("listen 127.0.0.1:8081", $"listen 127.0.0.1:{listen}"), ("$orders:8080", $"$orders:{backends}"));
        var folder = Directory.CreateDirectory(_desk.Desk.File("nginx")).FullName;
        var path = await _desk.WriteAsync("nginx.conf", $$"""
            daemon off; master_process off; pid {{folder}}/pid; error_log stderr;
            events {}
            http {
                access_log off; client_body_temp_path {{folder}}/a; proxy_temp_path {{folder}}/b; fastcgi_temp_path {{folder}}/c; uwsgi_temp_path {{folder}}/d; scgi_temp_path {{folder}}/e;
                {{site}}
                server { listen 127.0.0.11:{{backends}}; location / { return 200 "one"; } }
                server { listen 127.0.0.12:{{backends}}; location / { return 200 "two"; } }
            }
            """);
        var nginx = _desk.Start("nginx", "-p", folder, "-c", path);

        await _desk.ReachesAsync(nginx, listen, "one", "two");
        await _desk.DeregisterAsync(server, "orders", "o1");
        await _desk.ReachesAsync(nginx, listen, "two");
    }
}
