BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE replies (
	id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	conversation VARCHAR(32) NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	locale VARCHAR(35) NOT NULL, 
	question TEXT NOT NULL, 
	decision VARCHAR(16) NOT NULL, 
	faq_id VARCHAR(120) NOT NULL, 
	faq_revision VARCHAR(64) NOT NULL, 
	confidence FLOAT NOT NULL, 
	candidates TEXT NOT NULL, 
	corpus_revision VARCHAR(64) NOT NULL, 
	embedder VARCHAR(200) NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	latency FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "replies" VALUES('old-reply-1',4000000000001,'cccccccccccccccccccccccccccccccc','widget','en','how do I top up','answer','top-up','r1',0.9,'[["top-up",0.9,0]]','abc','none','0.1.0',1.2);
INSERT INTO "replies" VALUES('old-reply-2',4000000000002,'cccccccccccccccccccccccccccccccc','widget','en','refund pls','no_answer','','',0.9,'[["top-up",0.9,0]]','abc','none','0.1.0',1.2);
CREATE TABLE votes (
	reply_id VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	comment TEXT, 
	PRIMARY KEY (reply_id), 
	FOREIGN KEY(reply_id) REFERENCES replies (id) ON DELETE CASCADE
);
INSERT INTO "votes" VALUES('old-reply-1',4000000000100,1,NULL);
CREATE INDEX replies_at ON replies (at);
CREATE INDEX replies_conversation ON replies (conversation);
COMMIT;
