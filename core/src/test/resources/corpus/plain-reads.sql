SELECT 1
SELECT 1 AS x
SELECT COUNT(*) FROM users
SELECT u.id, u.name FROM users u WHERE u.id = ?
SELECT DISTINCT a FROM t
SELECT * FROM t WHERE a BETWEEN 1 AND 10
SELECT * FROM t WHERE a IS NOT NULL AND b LIKE 'x%' ESCAPE '!'
SELECT * FROM t ORDER BY a DESC, b ASC LIMIT 10, 20
SELECT * FROM t ORDER BY a LIMIT 10 OFFSET 20
SELECT * FROM t LIMIT ?
SELECT * FROM t LIMIT ?, ?
SELECT a, SUM(b) FROM t GROUP BY a HAVING SUM(b) > 10
SELECT a, SUM(b) FROM t GROUP BY a WITH ROLLUP
SELECT a FROM t LEFT JOIN u ON t.id = u.tid RIGHT JOIN v USING (id)
SELECT a FROM t INNER JOIN u ON t.id = u.tid AND u.x = 1 CROSS JOIN w
SELECT a FROM t NATURAL JOIN u
SELECT a FROM t STRAIGHT_JOIN u ON t.id = u.id
SELECT STRAIGHT_JOIN a FROM t, u WHERE t.id = u.id
SELECT SQL_NO_CACHE a FROM t
SELECT HIGH_PRIORITY SQL_BUFFER_RESULT a FROM t
SELECT a FROM t USE INDEX (i1) WHERE a = 1
SELECT a FROM t FORCE INDEX FOR ORDER BY (i1, i2) ORDER BY a
SELECT a FROM t IGNORE KEY (PRIMARY)
SELECT a FROM t AS x FORCE INDEX (i1) JOIN u AS y IGNORE INDEX (i2) ON x.id = y.id
SELECT a FROM t PARTITION (p0, p1)
SELECT a FROM t WHERE a IN (SELECT b FROM u)
SELECT a FROM t WHERE (a, b) IN ((1, 2), (3, 4))
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)
SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.id = t.id)
SELECT a FROM t WHERE a = ANY (SELECT b FROM u)
SELECT a FROM t WHERE a > ALL (SELECT b FROM u)
SELECT CASE WHEN a = 1 THEN 'x' WHEN a = 2 THEN 'y' ELSE 'z' END FROM t
SELECT CASE a WHEN 1 THEN 'x' ELSE 'z' END AS k FROM t
SELECT IF(a > 1, 'x', 'y'), IFNULL(a, 0), NULLIF(a, b), COALESCE(a, b, 0) FROM t
SELECT CONCAT(a, '-', b), CONCAT_WS(',', a, b) FROM t
SELECT DATE_FORMAT(created, '%Y-%m-%d') FROM t
SELECT DATE_ADD(NOW(), INTERVAL 1 DAY), DATE_SUB(CURDATE(), INTERVAL 2 MONTH)
SELECT NOW() - INTERVAL 1 DAY
SELECT created + INTERVAL 1 HOUR FROM t
SELECT * FROM t WHERE created > NOW() - INTERVAL ? DAY
SELECT DATE '2020-01-01', TIMESTAMP '2020-01-01 00:00:00', TIME '10:00:00'
SELECT EXTRACT(YEAR FROM created) FROM t
SELECT TIMESTAMPDIFF(SECOND, a, b), TIMESTAMPADD(MINUTE, 1, a) FROM t
SELECT CAST(a AS UNSIGNED), CAST(a AS CHAR(10)), CAST(a AS DECIMAL(10,2)), CAST(a AS SIGNED INTEGER) FROM t
SELECT CAST(a AS JSON), CAST(a AS DATETIME(6)), CAST(a AS BINARY) FROM t
SELECT CAST(a AS CHAR CHARACTER SET utf8mb4) FROM t
SELECT CONVERT(a, UNSIGNED), CONVERT(a USING utf8mb4) FROM t
SELECT BINARY a = 'x' FROM t
SELECT a COLLATE utf8mb4_bin FROM t ORDER BY a COLLATE utf8mb4_general_ci
SELECT _utf8mb4'abc', N'abc', x'41', 0x41, b'01', 0b01
SELECT 'a' 'b' 'c'
SELECT 'alias' AS 'quoted alias', a 'x' FROM t
SELECT `a`.`b`, `weird name` FROM `my db`.`a`
SELECT a.* , b.c FROM a, b
SELECT db.t.a FROM db.t
SELECT a FROM t WHERE a REGEXP '^x' OR b RLIKE 'y' OR c NOT REGEXP 'z'
SELECT a FROM t WHERE a REGEXP BINARY 'x'
SELECT a FROM t WHERE a <=> b
SELECT a FROM t WHERE a SOUNDS LIKE 'b'
SELECT a DIV b, a MOD b, a % b, a ^ b, a | b, a & b, ~a, a << 1, a >> 2 FROM t
SELECT a && b, a || b, !a, NOT a, a XOR b FROM t
SELECT -a, +a, - -1, -(a + b) FROM t
SELECT a IS TRUE, b IS FALSE, c IS UNKNOWN, d IS NOT TRUE FROM t
SELECT GROUP_CONCAT(DISTINCT a ORDER BY b DESC SEPARATOR ', ') FROM t
SELECT GROUP_CONCAT(a) FROM t
SELECT COUNT(DISTINCT a, b) FROM t
SELECT TRIM(BOTH 'x' FROM a), TRIM(LEADING FROM a), TRIM(a) FROM t
SELECT SUBSTRING(a, 1, 2), SUBSTRING(a FROM 1 FOR 2), SUBSTR(a, 2), LEFT(a, 2), RIGHT(a, 3), MID(a, 1, 2) FROM t
SELECT POSITION('a' IN b), LOCATE('a', b), INSTR(a, 'b') FROM t
SELECT CHAR(65, 66 USING utf8mb4), CHAR(65)
SELECT REPLACE(a, 'x', 'y'), INSERT(a, 1, 2, 'x'), REPEAT('x', 3) FROM t
SELECT MATCH(a, b) AGAINST('x' IN BOOLEAN MODE) FROM t
SELECT * FROM t WHERE MATCH (a, b) AGAINST (? IN NATURAL LANGUAGE MODE)
SELECT * FROM t WHERE MATCH a AGAINST ('x' WITH QUERY EXPANSION)
SELECT doc->'$.a', doc->>'$.b' FROM t
SELECT JSON_EXTRACT(doc, '$.a'), JSON_UNQUOTE(doc->'$.a') FROM t WHERE JSON_CONTAINS(doc, '1', '$.a')
SELECT JSON_OBJECT('a', 1, 'b', t.b), JSON_ARRAY(1, 2), JSON_ARRAYAGG(a), JSON_OBJECTAGG(a, b) FROM t
SELECT * FROM t WHERE 1 MEMBER OF (doc->'$.ids')
SELECT jt.* FROM t, JSON_TABLE(t.doc, '$[*]' COLUMNS (id FOR ORDINALITY, a INT PATH '$.a')) AS jt
SELECT JSON_VALUE(doc, '$.a' RETURNING UNSIGNED) FROM t
SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) AS rn FROM t
SELECT RANK() OVER w, SUM(a) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t WINDOW w AS (PARTITION BY b ORDER BY c)
SELECT LAG(a, 1, 0) OVER (ORDER BY b), FIRST_VALUE(a) OVER (ORDER BY b) FROM t
SELECT SUM(a) OVER () FROM t
SELECT NTILE(4) OVER (ORDER BY a), NTH_VALUE(a, 2) OVER (ORDER BY a) FROM t
WITH c AS (SELECT 1 AS a), d AS (SELECT * FROM c) SELECT * FROM d
WITH c(n, m) AS (SELECT 1, 2) SELECT n FROM c
WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT * FROM c
SELECT * FROM (SELECT a FROM t) AS d
SELECT * FROM (SELECT a FROM t) d WHERE d.a = 1
SELECT * FROM (SELECT 1, 2) AS d (x, y)
SELECT * FROM t, LATERAL (SELECT * FROM u WHERE u.id = t.id) AS l
SELECT * FROM t LEFT JOIN LATERAL (SELECT * FROM u WHERE u.id = t.id LIMIT 1) l ON TRUE
SELECT a FROM t UNION SELECT b FROM u UNION ALL SELECT c FROM v ORDER BY 1 LIMIT 3
(SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT b FROM u LIMIT 1)
SELECT a FROM t INTERSECT SELECT a FROM u
SELECT a FROM t EXCEPT SELECT a FROM u
VALUES ROW(1, 2), ROW(3, 4)
TABLE t
TABLE t LIMIT 3
SELECT (SELECT MAX(a) FROM t) AS m, (SELECT 1)
SELECT EXISTS (SELECT 1 FROM t)
SELECT EXISTS(SELECT 1 FROM t WHERE a = 1) AS e
SELECT 1 FROM DUAL
SELECT 1 FROM t WHERE 1 = 1 AND (a = 1 OR (b = 2 AND c = 3))
SELECT * FROM t WHERE a IN ('a', 'b', 'c', 'd', 'e')
SELECT * FROM t WHERE a NOT IN (1, 2, 3)
SELECT * FROM t WHERE YEAR(created) = 2020 AND MONTH(created) IN (1, 2)
SELECT UNIX_TIMESTAMP(), FROM_UNIXTIME(1), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(), CURRENT_TIMESTAMP(3), LOCALTIME, UTC_TIMESTAMP()
SELECT CURRENT_DATE, CURRENT_USER
SELECT VERSION(), @@version, @@session.sql_mode, @@global.max_connections
SELECT @@version_comment LIMIT 1
SELECT @@session.auto_increment_increment AS auto_increment_increment, @@character_set_client AS character_set_client
SELECT ANY_VALUE(a) FROM t GROUP BY b
SELECT STD(a), VARIANCE(a), BIT_AND(a), BIT_OR(a) FROM t
SELECT FIELD(a, 1, 2, 3), FIND_IN_SET('a', b), ELT(1, 'a') FROM t ORDER BY FIELD(a, 3, 2, 1)
SELECT UUID_TO_BIN(UUID()), BIN_TO_UUID(a), HEX(a), UNHEX('41'), MD5('a'), SHA2('a', 256) FROM t
SELECT ROUND(a, 2), FLOOR(a), CEILING(a), ABS(a), POW(a, 2), RAND(), TRUNCATE(a, 1) FROM t
SELECT INET_ATON('1.2.3.4'), INET6_NTOA(x'00')
SELECT ST_AsText(p), ST_Distance_Sphere(POINT(1, 2), p) FROM t
SELECT ST_GeomFromText('POINT(1 1)', 4326)
SELECT a AS `order`, b AS 'group' FROM t
SELECT value, name, type, status, date, time, year, month, level, comment, data, state, position FROM t
SELECT t.key, t.`key` FROM t
SELECT key_name, `index`, `group`, `order`, `desc` FROM t
SELECT user, host FROM accounts WHERE password = 'x'
SELECT start, end, action, class, code, count, role, session, source, target, method, function, language, model, object, path, percent, public, quarter, query, zone FROM t
SELECT a.end FROM a WHERE a.start > 1
SELECT o.id, o.user_id, o.total FROM orders o WHERE o.user_id = ? AND o.status IN ('NEW', 'PAID') ORDER BY o.created_at DESC LIMIT 20
select user0_.id as id1_0_, user0_.name as name2_0_ from user user0_ where user0_.id=?
select u1_0.id,u1_0.name from users u1_0 where u1_0.id=?
select count(*) from users u1_0 left join roles r1_0 on r1_0.id=u1_0.role_id where r1_0.name=? and u1_0.active=1
select next_val as id_val from hibernate_sequence
select o.id from orders o where o.created_at between ? and ? order by o.id limit ?,?
SELECT * FROM `wp_posts` WHERE 1=1 AND wp_posts.post_type = 'post' AND (wp_posts.post_status = 'publish') ORDER BY wp_posts.post_date DESC LIMIT 0, 10
SELECT SQL_CALC_FOUND_ROWS wp_posts.ID FROM wp_posts WHERE 1=1 LIMIT 0, 10
SELECT option_value FROM wp_options WHERE option_name = 'siteurl' LIMIT 1
SELECT t.* FROM wp_terms AS t INNER JOIN wp_term_taxonomy AS tt ON t.term_id = tt.term_id WHERE tt.taxonomy IN ('category')
SELECT DISTINCT a, b FROM t WHERE a <> 1 AND b != 2 AND c >= 3 AND d <= 4
SELECT * FROM t1 JOIN (t2, t3) ON t1.id = t2.id AND t2.id = t3.id
SELECT * FROM t1 LEFT JOIN (t2 JOIN t3 ON t2.a = t3.a) ON t1.a = t2.a
SELECT * FROM (t1, t2)
SELECT a b FROM t c
SELECT NULL, TRUE, FALSE, 1.5, .5, 1e3, 1.5E-3, -1
SELECT /*+ MAX_EXECUTION_TIME(1000) */ * FROM t
SELECT /*+ INDEX(t i1) NO_BNL() */ a FROM t
SELECT {d '2020-01-01'}, {t '10:00:00'}, {fn NOW()}, {fn CONCAT('a', b)} FROM t
SELECT * FROM {oj t LEFT OUTER JOIN u ON t.id = u.id}
SELECT * FROM t WHERE a LIKE '%x' {escape '!'}
EXPLAIN SELECT * FROM t
EXPLAIN FORMAT=JSON SELECT * FROM t
EXPLAIN ANALYZE SELECT * FROM t
EXPLAIN EXTENDED SELECT a FROM t
DESC SELECT a FROM t
ANALYZE FORMAT=JSON SELECT a FROM t
CHECKSUM TABLE t, db.u
SHOW SLAVE STATUS
SHOW REPLICA STATUS FOR CHANNEL 'x'
SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2020-01-01'
SELECT * FROM t WHERE a = @x
SELECT a FROM t GROUP BY a, b WITH ROLLUP HAVING a > 1
SELECT a FROM t ORDER BY a IS NULL, a
SELECT a FROM t ORDER BY RAND() LIMIT 1
SELECT a FROM t ORDER BY CASE WHEN a = 1 THEN 0 ELSE 1 END
SELECT a, COUNT(*) c FROM t GROUP BY 1 ORDER BY c DESC
SELECT a, COUNT(*) AS count FROM t GROUP BY YEAR(b), MONTH(b)
SELECT IF(SUM(a) > 0, 1, 0), MAX(a) - MIN(a) AS diff FROM t
SELECT a > 1 AS big, a = 2, (a = 3) AS x, a AND b FROM t
SELECT a LIKE 'x', a IN (1,2), a BETWEEN 1 AND 2, a IS NULL FROM t
SELECT INTERVAL(23, 1, 15, 17)
SELECT DEFAULT FROM t
SELECT STR_TO_DATE(?, '%Y'), WEEK(a, 1), DAYOFWEEK(a), LAST_DAY(a) FROM t
SELECT TIMESTAMP(a), DATE(a), TIME(a), YEAR(a) FROM t
SELECT GREATEST(a, b), LEAST(a, b), SIGN(a) FROM t
SELECT ROW(1, 2) = ROW(1, 2)
SELECT (1, 2) = (1, 2)
SELECT SLEEP(0.1)
SELECT BENCHMARK(10, MD5('x'))
SELECT a FROM t WHERE b = 'it\'s' AND c = "double" AND d = "it's"
SELECT a FROM t WHERE b = '' OR c = ""
SELECT CONVERT_TZ(a, '+00:00', @@session.time_zone) FROM t
SELECT NVL(a, b), MEDIAN(a) OVER (PARTITION BY b) FROM t
SELECT LOWER(a), UPPER(b), LENGTH(c), CHAR_LENGTH(d), REVERSE(e), LPAD(f, 5, '0') FROM t
SELECT a FROM t WHERE LOWER(a) LIKE CONCAT('%', ?, '%')
SELECT a FROM t WHERE a = b COLLATE utf8mb4_bin AND c LIKE _utf8mb4 'x' COLLATE utf8mb4_bin
SELECT a, b INTO_x FROM t
SELECT t.update, t.delete FROM t
SELECT REGEXP_LIKE(a, 'x'), REGEXP_REPLACE(a, 'x', 'y') FROM t
SELECT PERIOD_DIFF(1, 2), QUARTER(a), MAKEDATE(2020, 1)
SELECT VALUES(a) FROM t
SELECT a FROM t1 UNION (SELECT b FROM t2) ORDER BY 1
SELECT COUNT(*) FROM (SELECT 1 FROM t GROUP BY a) AS x
SELECT SUM(CASE WHEN a = 1 THEN 1 ELSE 0 END) AS s, AVG(IFNULL(b, 0)) FROM t
SELECT COUNT(IF(a = 1, 1, NULL)) FROM t
SELECT * FROM t WHERE (a = 1) IS TRUE
SELECT a FROM t WHERE NOT (a = 1 OR b = 2)
SELECT a FROM t WHERE a = (SELECT MAX(a) FROM t)
SELECT a FROM t WHERE !a
SELECT a FROM t WHERE a LIKE BINARY 'x'
SELECT JSON_ARRAYAGG(JSON_OBJECT('id', id, 'n', name)) FROM t
SELECT a FROM t WHERE doc->>'$.x' = 'y' AND JSON_LENGTH(doc) > 0
SELECT a FROM t LIMIT 5 OFFSET ?
SELECT DATE_FORMAT(a, '%Y') AS y, COUNT(*) FROM t GROUP BY y WITH ROLLUP
SELECT LAST_DAY(NOW()) + INTERVAL 1 DAY - INTERVAL 1 MONTH
SELECT DATE_ADD(a, INTERVAL b MINUTE), DATE_ADD(a, INTERVAL -1 DAY), DATE_ADD(a, INTERVAL '1:1' MINUTE_SECOND) FROM t
SELECT a FROM t FETCH FIRST 5 ROWS ONLY
SELECT IF(a = 1 AND b = 2, 1, 0) FROM t
SELECT SUM(a = 1), SUM(a = 1 AND b = 2), COUNT(a OR NULL) FROM t
SELECT IF(NOT a, 1, 0), IF(a IN (1, 2), 1, 0), IF(a IS NULL OR b LIKE 'x%', 1, 0) FROM t
SELECT IF(EXISTS (SELECT 1 FROM u), 1, 0) FROM t
SELECT SUM(IF(a > 1 AND b IS NULL, c, 0)), COALESCE(a AND b, 0) FROM t
SELECT a IN (SELECT b FROM u) AND c = 1 AS x FROM t
SELECT (SELECT COUNT(*) FROM u WHERE u.id = t.id) > 0 AS has FROM t
SELECT NOT EXISTS (SELECT 1 FROM u) AS x FROM t
SELECT CASE WHEN EXISTS (SELECT 1 FROM u) THEN 1 ELSE 0 END FROM t
SELECT CASE WHEN a IN (SELECT b FROM u) AND NOT c THEN 'x' END FROM t
SELECT IFNULL((SELECT MAX(a) FROM u), 0) + 1 FROM t
SELECT a FROM t WHERE (a, b) = (SELECT c, d FROM u LIMIT 1)
SELECT a FROM t WHERE COALESCE(b, c) IN (1, 2) AND (c IS NULL OR c > NOW())
SELECT a FROM t WHERE IF(a, b, c) = 1 AND a = 1 OR NOT b
SELECT a FROM t WHERE a
SELECT a FROM t WHERE a AND b
SELECT a FROM t WHERE NOT a AND b IS NOT TRUE
SELECT * FROM t WHERE a = 1 XOR b = 2
SELECT a, (b = 1) + (c = 2) AS score FROM t ORDER BY (b = 1) + (c = 2) DESC
SELECT MAX(CASE WHEN k = 'a' THEN v END) AS a, MAX(CASE WHEN k = 'b' THEN v END) AS b FROM t GROUP BY id
SELECT CONCAT(IF(a > 1, 'x', ''), CASE b WHEN 1 THEN 'one' ELSE 'many' END) FROM t
SELECT a FROM t WHERE DATE(created) = CURDATE() AND TIME(created) > '10:00'
SELECT a FROM t WHERE created >= DATE_SUB(NOW(), INTERVAL 1 WEEK) AND created < NOW() + INTERVAL 5 MINUTE
SELECT a FROM t HAVING a > 1
SELECT a FROM t GROUP BY a ASC
SELECT DISTINCTROW a FROM t
SELECT ALL a FROM t
SELECT DISTINCT SQL_CALC_FOUND_ROWS a FROM t
SELECT a FROM t ORDER BY NULL
SELECT t1.a FROM t t1, t t2 LEFT JOIN u ON u.id = t2.id WHERE t1.id = t2.id
SELECT a FROM t AS a1 LEFT OUTER JOIN u AS b1 ON (a1.id = b1.id) WHERE (b1.id IS NULL)
SELECT this_.id as id1_0_0_, this_.name as name2_0_0_ from users this_ where (this_.name like ? or this_.email=?) limit ?
select distinct c1_0.id,c1_0.name from customer c1_0 join orders o1_0 on c1_0.id=o1_0.customer_id where o1_0.total>? order by c1_0.name asc limit ?,?
select case when exists(select 1 from users u where u.email=?) then true else false end
select u1_0.id,cast(u1_0.x as char),u1_0.y+0 from u u1_0 where (u1_0.a,u1_0.b) in ((?,?),(?,?))
select max(id) from t where `key`=?
select t.`value`, t.`order` from t where t.`group` = ? and t.`desc` is null
select `users`.*, `roles`.`name` as `pivot_name` from `users` inner join `roles` on `users`.`id` = `roles`.`user_id` where `roles`.`id` in (?, ?) and `users`.`deleted_at` is null order by `users`.`id` desc limit 15 offset 0
select exists(select * from `users` where `email` = ?) as `exists`
SELECT `a`.`id` AS `id`, COUNT(`b`.`id`) AS `__count` FROM `a` LEFT OUTER JOIN `b` ON (`a`.`id` = `b`.`a_id`) GROUP BY `a`.`id` ORDER BY NULL
SELECT (1) AS `a` FROM `auth_user` WHERE `auth_user`.`username` = 'x' LIMIT 1
SELECT "users".id FROM users
SELECT BIN(1), OCT(8), CONV('a', 16, 2)
SELECT a FROM t WHERE a LIKE 'x' COLLATE utf8mb4_general_ci
SELECT a FROM t WHERE a NOT LIKE 'x' AND a NOT BETWEEN 1 AND 2 AND a NOT IN (1)
SELECT a.b.c FROM a.b
SELECT CURRENT_TIMESTAMP - INTERVAL '1' HOUR
SELECT a FROM t PARTITION (p0) AS x WHERE x.a = 1
SELECT SUM(a) / COUNT(*) * 100 AS pct, 5 % 2, 7 DIV 2 FROM t
SELECT a INTO_b FROM t
SELECT ROUND(SUM(a) / NULLIF(SUM(b), 0), 2) FROM t
SELECT LEFT(a, 1) AS initial, COUNT(*) FROM t GROUP BY LEFT(a, 1)
SELECT AVG(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM t
SELECT a, b FROM t WHERE MATCH(a) AGAINST(? IN BOOLEAN MODE) > 0.5
SELECT t.a FROM t WHERE t.a REGEXP '^[0-9]+$' AND t.b & 4 = 4
SELECT TIMESTAMPDIFF(YEAR, birth, CURDATE()) FROM t
SELECT WEEKDAY(a), YEARWEEK(a, 3), DATEDIFF(a, b) FROM t
SELECT JSON_EXTRACT(a, '$[0]') AS x, a->>'$.b' = 'c' FROM t WHERE JSON_OVERLAPS(a, '[1]')
SELECT CAST(a->>'$.x' AS DECIMAL(10, 2)) FROM t
SELECT UNHEX(REPLACE(?, '-', '')), BIN_TO_UUID(id, 1) FROM t
SELECT a FROM t WHERE id = UUID_TO_BIN(?)
SELECT @@tx_isolation, @@session.transaction_read_only
SELECT 1 FROM t WHERE a = ? LIMIT 1
SELECT COUNT(1) FROM t t1 WHERE NOT EXISTS (SELECT NULL FROM t t2 WHERE t2.id > t1.id)
