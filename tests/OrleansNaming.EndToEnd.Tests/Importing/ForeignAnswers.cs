namespace OrleansNaming.EndToEnd.Tests.Importing;

/// <summary>Answers as the documentation of Consul and Eureka shows them, with everything in them that is not read here.</summary>
internal static class ForeignAnswers
{
    /// <summary>Consul, "List service instances for a service", one entry.</summary>
    public static string Consul(string node, string id, string address, int port, string status = "passing") => $$$"""
        {"Node":{"ID":"40e4a748-2192-161a-0510-9bf59fe950b5","Node":"{{{node}}}","Address":"10.1.10.12","Datacenter":"dc1","TaggedAddresses":{"lan":"10.1.10.12","wan":"10.1.10.12"},
        "Meta":{"instance_type":"m5.large"},"CreateIndex":11,"ModifyIndex":13},
        "Service":{"ID":"{{{id}}}","Service":"web","Tags":["v1"],"Address":"{{{address}}}","TaggedAddresses":{"lan":{"address":"10.1.10.12","port":{{{port}}}}},"Meta":{"version":"4.0"},"Port":{{{port}}},
        "Weights":{"Passing":10,"Warning":1},"EnableTagOverride":false,"Proxy":{"Mode":"","MeshGateway":{},"Expose":{}},"Connect":{},"PeerName":"","CreateIndex":15,"ModifyIndex":15},
        "Checks":[{"Node":"{{{node}}}","CheckID":"serfHealth","Name":"Serf Health Status","Status":"passing","Notes":"","Output":"","ServiceID":"","ServiceName":"","ServiceTags":[]},
        {"Node":"{{{node}}}","CheckID":"service:{{{id}}}","Name":"Service 'web' check","Status":"{{{status}}}","Notes":"","Output":"","ServiceID":"{{{id}}}","ServiceName":"web","ServiceTags":["v1"]}]}
        """;

    /// <summary>Eureka's JSON, of one application; a lone instance without a list around it, as XStream writes it.</summary>
    public static string Eureka(string hash, params string[] instances) => $$$"""
        {"applications":{"versions__delta":"1","apps__hashcode":"{{{hash}}}","application":[{"name":"WEB","instance":{{{(instances.Length == 1 ? instances[0] : $"[{string.Join(',', instances)}]")}}}}]}}
        """;

    public static string EurekaInstance(string id, int port, string status = "UP", string action = "ADDED") => $$$"""
        {"instanceId":"{{{id}}}","hostName":"web.example.com","app":"WEB","ipAddr":"10.1.10.12","status":"{{{status}}}","overriddenStatus":"UNKNOWN","port":{"$":{{{port}}},"@enabled":"true"},
        "securePort":{"$":443,"@enabled":"false"},"countryId":1,"dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
        "leaseInfo":{"renewalIntervalInSecs":30,"durationInSecs":90,"registrationTimestamp":1,"lastRenewalTimestamp":2,"evictionTimestamp":0,"serviceUpTimestamp":1},
        "metadata":{"@class":"java.util.Collections$EmptyMap"},"homePageUrl":"http://web.example.com:{{{port}}}/","vipAddress":"web","isCoordinatingDiscoveryServer":"false",
        "lastUpdatedTimestamp":"1","lastDirtyTimestamp":"1","actionType":"{{{action}}}"}
        """;
}
