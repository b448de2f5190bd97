//! What is done with each service: one thing is made, listed, described and removed, by commands.

/// A service, the protocol that is spoken with it, and what is done with it.
pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) protocol: &'static str,
    /// Only these are generated: some services have hundreds.
    pub(super) operations: &'static [&'static str],
    pub(super) steps: &'static [Step],
}

/// A command and what it must print. `{name}` is what an earlier one printed, `{name/}` what of it stands behind the last slash.
pub(super) struct Step {
    /// The command's words, divided by blanks.
    pub(super) words: &'static str,
    /// What of its result is looked at; JMESPath.
    pub(super) query: &'static str,
    pub(super) printed: Printed,
}

/// What a command prints.
pub(super) enum Printed {
    /// This.
    Is(&'static str),
    /// Something that is called so from then on.
    Called(&'static str),
    /// An error with this code.
    Error(&'static str),
}

use Printed::{Called, Error, Is};

const fn step(words: &'static str, query: &'static str, printed: Printed) -> Step {
    Step { words, query, printed }
}

pub(super) const SERVICES: &[Service] = &[
    Service {
        name: "sqs",
        protocol: "json",
        operations: &[
            "CreateQueue",
            "ListQueues",
            "GetQueueUrl",
            "GetQueueAttributes",
            "SendMessage",
            "ReceiveMessage",
            "DeleteQueue",
        ],
        steps: &[
            step("create-queue --queue-name q --attributes DelaySeconds=0", "QueueUrl", Called("url")),
            step("list-queues", "QueueUrls[0]", Is("{url}")),
            step(
                "get-queue-attributes --queue-url {url} --attribute-names All",
                "Attributes.DelaySeconds",
                Is("0"),
            ),
            step("send-message --queue-url {url} --message-body hello", "MD5OfMessageBody", Called("md5")),
            step("receive-message --queue-url {url}", "Messages[0].[Body,MD5OfBody]", Is("hello\t{md5}")),
            step("delete-queue --queue-url {url}", "@", Is("")),
            step("get-queue-url --queue-name q", "@", Error("AWS.SimpleQueueService.NonExistentQueue")),
        ],
    },
    Service {
        name: "dynamodb",
        protocol: "json",
        operations: &["CreateTable", "DescribeTable", "ListTables", "PutItem", "GetItem", "DeleteTable"],
        steps: &[
            step(
                "create-table --table-name t --key-schema AttributeName=id,KeyType=HASH --attribute-definitions \
                 AttributeName=id,AttributeType=S --billing-mode PAY_PER_REQUEST",
                "TableDescription.TableName",
                Is("t"),
            ),
            step("wait table-exists --table-name t", "@", Is("")),
            step("list-tables", "TableNames[0]", Is("t")),
            step("put-item --table-name t --item {\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"5\"}}", "@", Is("")),
            step("get-item --table-name t --key {\"id\":{\"S\":\"a\"}}", "Item.n.N", Is("5")),
            step("delete-table --table-name t", "TableDescription.TableName", Is("t")),
            step("wait table-not-exists --table-name t", "@", Is("")),
            step("describe-table --table-name t", "@", Error("ResourceNotFoundException")),
        ],
    },
    Service {
        name: "sts",
        protocol: "query",
        operations: &["GetCallerIdentity", "AssumeRole", "GetSessionToken"],
        steps: &[
            step("get-caller-identity", "Account", Called("account")),
            step(
                "assume-role --role-arn arn:aws:iam::{account}:role/r --role-session-name sam",
                "AssumedRoleUser.Arn",
                Is("arn:aws:sts::{account}:assumed-role/r/sam"),
            ),
            step("get-session-token --duration-seconds 900", "Credentials.AccessKeyId", Called("key")),
        ],
    },
    Service {
        name: "iam",
        protocol: "query",
        operations: &["CreateUser", "ListUsers", "GetUser", "DeleteUser", "CreateRole"],
        steps: &[
            step("create-user --user-name u --tags Key=a,Value=b", "User.Tags[0].Value", Is("b")),
            step("list-users", "Users[].UserName", Is("u")),
            step("get-user --user-name u", "User.UserName", Is("u")),
            step("delete-user --user-name u", "@", Is("")),
            step("get-user --user-name u", "@", Error("NoSuchEntity")),
            step(
                "create-role --role-name r --assume-role-policy-document {\"Statement\":[]}",
                "Role.RoleName",
                Is("r"),
            ),
        ],
    },
    Service {
        name: "sns",
        protocol: "query",
        operations: &["CreateTopic", "ListTopics", "GetTopicAttributes", "DeleteTopic"],
        steps: &[
            step("create-topic --name t --attributes DisplayName=d", "TopicArn", Called("arn")),
            step("list-topics", "Topics[].TopicArn", Is("{arn}")),
            step("get-topic-attributes --topic-arn {arn}", "Attributes.DisplayName", Is("d")),
            step("delete-topic --topic-arn {arn}", "@", Is("")),
            step("get-topic-attributes --topic-arn {arn}", "@", Error("NotFound")),
        ],
    },
    Service {
        name: "ec2",
        protocol: "ec2",
        operations: &["CreateVpc", "DescribeVpcs", "DeleteVpc"],
        steps: &[
            step(
                "create-vpc --cidr-block 10.9.0.0/16 --tag-specifications \
                 ResourceType=vpc,Tags=[{Key=Name,Value=v}]",
                "Vpc.VpcId",
                Called("vpc"),
            ),
            step("wait vpc-available --vpc-ids {vpc}", "@", Is("")),
            step(
                "describe-vpcs --filters Name=tag:Name,Values=v",
                "Vpcs[].[VpcId,CidrBlock]",
                Is("{vpc}\t10.9.0.0/16"),
            ),
            step("delete-vpc --vpc-id {vpc}", "@", Is("")),
            step("describe-vpcs --vpc-ids {vpc}", "@", Error("InvalidVpcID.NotFound")),
        ],
    },
    Service {
        name: "lambda",
        protocol: "rest-json",
        operations: &["CreateFunction", "ListFunctions", "GetFunction", "DeleteFunction"],
        steps: &[
            step(
                "create-function --function-name f --runtime python3.12 --handler a.b --role \
                 arn:aws:iam::{account}:role/r --zip-file fileb://empty.zip",
                "FunctionName",
                Is("f"),
            ),
            step("wait function-exists --function-name f", "@", Is("")),
            step("list-functions", "Functions[].FunctionName", Is("f")),
            step("get-function --function-name f", "Configuration.Handler", Is("a.b")),
            step("delete-function --function-name f", "StatusCode", Is("204")),
            step("get-function --function-name f", "@", Error("ResourceNotFoundException")),
        ],
    },
    Service {
        name: "apigateway",
        protocol: "rest-json",
        operations: &["CreateRestApi", "GetRestApis", "GetRestApi", "DeleteRestApi"],
        steps: &[
            step("create-rest-api --name a --api-version 7", "id", Called("api")),
            step("get-rest-apis", "items[].id", Is("{api}")),
            step("get-rest-api --rest-api-id {api}", "name", Is("a")),
            step("delete-rest-api --rest-api-id {api}", "@", Is("")),
            step("get-rest-api --rest-api-id {api}", "@", Error("NotFoundException")),
        ],
    },
    Service {
        name: "route53",
        protocol: "rest-xml",
        operations: &["CreateHostedZone", "ListHostedZones", "GetHostedZone", "DeleteHostedZone"],
        steps: &[
            step(
                "create-hosted-zone --name example.com --caller-reference 1 --hosted-zone-config Comment=c",
                "HostedZone.Id",
                Called("zone"),
            ),
            step("list-hosted-zones", "HostedZones[].[Id,Config.Comment]", Is("{zone}\tc")),
            step("get-hosted-zone --id {zone/}", "HostedZone.Name", Is("example.com.")),
            step("delete-hosted-zone --id {zone/}", "ChangeInfo.Status", Called("status")),
            step("get-hosted-zone --id {zone/}", "@", Error("NoSuchHostedZone")),
        ],
    },
    Service {
        name: "cloudwatch",
        protocol: "smithy-rpc-v2-cbor",
        operations: &["PutMetricAlarm", "DescribeAlarms", "DeleteAlarms"],
        steps: &[
            step(
                "put-metric-alarm --alarm-name a --metric-name m --namespace n --statistic Sum --period 60 \
                 --evaluation-periods 1 --threshold 1.5 --comparison-operator GreaterThanThreshold",
                "@",
                Is(""),
            ),
            step("wait alarm-exists --alarm-names a", "@", Is("")),
            step("describe-alarms", "MetricAlarms[].[AlarmName,Threshold]", Is("a\t1.5")),
            step("delete-alarms --alarm-names a", "@", Is("")),
            step("describe-alarms", "length(MetricAlarms)", Is("0")),
        ],
    },
];
